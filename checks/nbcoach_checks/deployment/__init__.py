"""Could a machine run it, unattended and elsewhere?"""
