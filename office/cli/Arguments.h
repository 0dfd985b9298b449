// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::office {

/// Words and options of a command line: "--name value", "--name=value", and flags.
class Arguments {
public:
    /// Options that take a value are named by the caller, flags as well; others are refused.
    [[nodiscard]] static core::Result<Arguments> parse(const std::vector<std::string>& words,
                                                       const std::set<std::string>& options,
                                                       const std::set<std::string>& flags);

    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    /// The word at a place, or empty.
    [[nodiscard]] std::string word(std::size_t at) const {
        return at < words_.size() ? words_[at] : std::string();
    }
    [[nodiscard]] bool has(const std::string& option) const { return options_.contains(option); }
    /// The option's value, or the fallback.
    [[nodiscard]] std::string value(const std::string& option, std::string fallback = {}) const {
        const auto at = options_.find(option);
        return at == options_.end() ? fallback : at->second;
    }

private:
    std::vector<std::string> words_;
    std::map<std::string, std::string> options_;
};

}  // namespace sidetone::office
