"""The records and the steps from page to article; the lowest layer, which imports no sibling."""
