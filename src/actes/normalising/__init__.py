"""What authors typed becomes what the rest of the pipeline expects: citations as keys, one bibliography."""
