package x.open_egress_test
