"""The practice town on this computer: `ausrufer demo`."""
