// SHA-256 from GNU Nettle (nettle-dev).
#include <nettle/sha2.h>
