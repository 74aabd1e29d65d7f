package x.named_owner_test
