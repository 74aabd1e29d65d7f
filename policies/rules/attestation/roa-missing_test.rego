package x.roa_missing_test
