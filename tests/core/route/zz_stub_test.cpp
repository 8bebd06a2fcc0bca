#include "core/route/validators.h"
namespace signalbox { const std::vector<std::string>& validatorNames(){ static const std::vector<std::string> n{"finish_reason","empty","refusal","json","length"}; return n; } }
