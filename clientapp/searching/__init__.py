"""One search index per database behind one face: documents of folded words, matched by terms."""
