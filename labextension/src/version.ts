/** The version of the labextension; a test holds it equal to the server's. */
export const VERSION = '0.1.0';
