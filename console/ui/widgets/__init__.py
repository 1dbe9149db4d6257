"""Building blocks of the panes: line views, titles, rules, the header and the footer."""
