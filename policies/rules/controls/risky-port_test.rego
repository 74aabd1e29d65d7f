package x.risky_port_test
