// libzip for archives, and the zlib it rests on for gzip files.
#include <zip.h>
#include <zlib.h>
