"""The checks that come with nbcoach: a folder is an area, a file is a check."""
