// YAML 1.1 from LibYAML (libyaml-dev).
#include <yaml.h>
