account_id   = "999999999999"
repositories = ["acme/none"]
