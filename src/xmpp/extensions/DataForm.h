// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// One field of a form (XEP-0004 3.3).
struct FormField {
    std::string name;  ///< `var`
    std::string type;  ///< may be empty, which is text-single
    std::string label;
    std::vector<std::string> values;
};

/// A form of XEP-0004 as a value. What is not understood stays in it, so that an answer keeps all
/// that the other side asked about.
struct DataForm {
    std::vector<FormField> fields;

    /// The form among the element's children; the one of that FORM_TYPE where it is not empty.
    /// An empty form where there is none.
    static DataForm in(const core::XmlElement& parent, std::string_view formType = {});
    /// An answer that begins with that FORM_TYPE.
    static DataForm answer(std::string formType);

    [[nodiscard]] const FormField* find(std::string_view name) const;
    /// The first value, or nothing.
    [[nodiscard]] std::string value(std::string_view name) const;
    /// "1" or "true"; `otherwise` where the field is not there.
    [[nodiscard]] bool flag(std::string_view name, bool otherwise = false) const;

    /// Changes a field that the form has; false, and nothing happens, where it has none such.
    bool set(std::string_view name, std::string value);
    bool setFlag(std::string_view name, bool value) { return set(name, value ? "1" : "0"); }
    /// Adds a field, or changes it.
    DataForm& put(std::string name, std::string value);

    /// As the answer to it: all fields that hold something to answer.
    [[nodiscard]] core::XmlElement toElement(std::string_view type = "submit") const;
};

}  // namespace sidetone::xmpp
