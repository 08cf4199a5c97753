"""Nothing lost, nothing twice, over all real connectors, while everything goes wrong at once."""
