// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/DataForm.h"

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr auto typeField = "FORM_TYPE";

DataForm read(const XmlElement& element) {
    DataForm form;
    for (const auto& child : element.children) {
        if (!child.is("field", ns::forms)) continue;
        FormField field;
        field.name = child.attribute("var");
        field.type = child.attribute("type");
        field.label = child.attribute("label");
        for (const auto& value : child.children) {
            if (value.is("value", ns::forms)) field.values.push_back(value.text);
        }
        form.fields.push_back(std::move(field));
    }
    return form;
}

}  // namespace

DataForm DataForm::in(const XmlElement& parent, std::string_view formType) {
    for (const auto& child : parent.children) {
        if (!child.is("x", ns::forms)) continue;
        auto form = read(child);
        if (formType.empty() || form.value(typeField) == formType) return form;
    }
    return {};
}

DataForm DataForm::answer(std::string formType) {
    DataForm form;
    form.fields.push_back({typeField, "hidden", {}, {std::move(formType)}});
    return form;
}

const FormField* DataForm::find(std::string_view name) const {
    for (const auto& field : fields) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

std::string DataForm::value(std::string_view name) const {
    const auto* field = find(name);
    return field != nullptr && !field->values.empty() ? field->values.front() : std::string();
}

bool DataForm::flag(std::string_view name, bool otherwise) const {
    if (find(name) == nullptr) return otherwise;
    const auto text = value(name);
    return text == "1" || text == "true";
}

bool DataForm::set(std::string_view name, std::string value) {
    for (auto& field : fields) {
        if (field.name != name) continue;
        field.values.assign(1, std::move(value));
        return true;
    }
    return false;
}

DataForm& DataForm::put(std::string name, std::string value) {
    if (!set(name, value)) fields.push_back({std::move(name), {}, {}, {std::move(value)}});
    return *this;
}

XmlElement DataForm::toElement(std::string_view type) const {
    XmlElement form("x", ns::forms);
    form.setAttribute("type", std::string(type));
    for (const auto& field : fields) {
        if (field.name.empty() || field.type == "fixed") continue;
        XmlElement element("field", ns::forms);
        element.setAttribute("var", field.name);
        if (field.type == "hidden") element.setAttribute("type", field.type);
        for (const auto& value : field.values) {
            element.add(XmlElement("value", ns::forms).setText(value));
        }
        form.add(std::move(element));
    }
    return form;
}

}  // namespace sidetone::xmpp
