require("../approval").surface(443);
