"""What only a running kernel can tell: files that were opened, draws that nothing seeded, names whose cell is gone."""
