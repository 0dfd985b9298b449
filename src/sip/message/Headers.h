// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::sip {

/// The header fields of a message in their order. Names compare without case, and compact forms
/// (RFC 3261 7.3.3) are their long names.
class Headers {
public:
    struct Field {
        std::string name;   ///< long form
        std::string value;  ///< unfolded, trimmed
    };

    void add(std::string_view name, std::string value);
    /// Puts it before all fields of that name (a Via of ours).
    void addFirst(std::string_view name, std::string value);
    /// Replaces all fields of that name by this one.
    void set(std::string_view name, std::string value);
    void remove(std::string_view name);
    /// Removes the first value of a list header, also out of "a, b".
    void removeFirstValue(std::string_view name);

    [[nodiscard]] bool has(std::string_view name) const;
    /// The first field's whole value, or an empty view.
    [[nodiscard]] std::string_view first(std::string_view name) const;
    [[nodiscard]] std::size_t count(std::string_view name) const;
    /// The whole values of all fields of that name: for headers that are no lists, such as
    /// WWW-Authenticate.
    [[nodiscard]] std::vector<std::string_view> fields(std::string_view name) const;
    /// All values of a list header (Via, Route, Contact, Allow, ...), commas split.
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
    /// True where a token stands in a list header, without case: Supported, Require, Allow.
    [[nodiscard]] bool lists(std::string_view name, std::string_view token) const;
    [[nodiscard]] const std::vector<Field>& all() const { return fields_; }

private:
    std::vector<Field> fields_;
};

/// The long form of a compact name ("v" is "Via"); other names as they are.
[[nodiscard]] std::string_view longName(std::string_view name);

}  // namespace sidetone::sip
