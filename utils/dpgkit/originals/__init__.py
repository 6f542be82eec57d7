"""Original documents from the open interfaces of the Korean government: statutes and press releases."""
