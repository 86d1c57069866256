"""Exporting: records as CSV, XLSX or JSON, so that an import gives the same again."""
