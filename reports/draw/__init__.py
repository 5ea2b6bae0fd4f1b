"""What figures are drawn with: looks, pieces, pictures, tables, files."""
