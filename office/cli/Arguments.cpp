// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/Arguments.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

core::Result<Arguments> Arguments::parse(const std::vector<std::string>& words,
                                         const std::set<std::string>& options,
                                         const std::set<std::string>& flags) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word.rfind("--", 0) != 0) {
            arguments.words_.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        if (flags.contains(name) && equals == std::string::npos) {
            arguments.options_[name] = "";
        } else if (!options.contains(name)) {
            return fail(ErrorCode::InvalidInput, "Reading the option --" + name, "it is not known",
                        "See `sidetone-office --help`.");
        } else if (equals != std::string::npos) {
            arguments.options_[name] = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            arguments.options_[name] = words[++i];
        } else {
            return fail(ErrorCode::InvalidInput, "Reading the option --" + name,
                        "its value is missing");
        }
    }
    return arguments;
}

}  // namespace sidetone::office
