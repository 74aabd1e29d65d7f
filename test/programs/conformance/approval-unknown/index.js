const { nobodyKnows, surface } = require("../approval");

surface(nobodyKnows());
