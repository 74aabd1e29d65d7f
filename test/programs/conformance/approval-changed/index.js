require("../approval").surface(444);
