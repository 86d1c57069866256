"""Clientapp: customers, organizations and properties of a field-service business."""
