// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::config {

/// What an administrator's text is.
enum class SourceKind { JabberConfig, Bootstrap, Policy, ConfigurationUrl };

/// One thing that is wrong with it.
struct Finding {
    enum class Kind {
        NotWellFormed,  ///< the whole text is refused
        NotASetting,    ///< this line or part says nothing
        UnknownName,
        WrongType,      ///< the value does not fit: the next source speaks instead
        WrongSection,   ///< taken all the same
        Duplicate,      ///< the last one counts
        OtherSpelling,  ///< taken all the same
        NoValue,        ///< locked, but no value is given
        Misplaced       ///< it has no effect in this source
    };
    Kind kind = Kind::NotASetting;
    int line = 0;    ///< from 1; 0: the whole
    int column = 0;  ///< from 1; 0: the whole line
    std::string parameter;
    std::string text;  ///< a sentence
};

/// "not-well-formed", "unknown-name", ...
[[nodiscard]] std::string_view name(Finding::Kind kind);
/// "jabber-config", "bootstrap", "policy", "configuration-url".
[[nodiscard]] std::string_view name(SourceKind kind);
/// True where the text does not do what it says; otherwise it is a warning.
[[nodiscard]] bool isError(Finding::Kind kind);

/// What the text seems to be: XML, a link, else a policy file where a line locks something or the
/// file's name ends with .conf, else a bootstrap file.
[[nodiscard]] SourceKind kindOf(std::string_view fileName, std::string_view text);

/// All that is wrong with it, by line (NONE-21). Any bytes are taken.
[[nodiscard]] std::vector<Finding> validate(SourceKind kind, std::string_view text);

}  // namespace sidetone::config
