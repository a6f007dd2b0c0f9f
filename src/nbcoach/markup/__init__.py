"""What every page that nbcoach writes is made of: safe HTML, safe text, and one look."""
