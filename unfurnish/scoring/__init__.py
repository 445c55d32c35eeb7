"""How good cleaning is, on pages whose right answers are known. docs/gold.md defines gold and scores."""
