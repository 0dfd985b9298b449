// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameterPage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "config/Registry.h"
#include "config/preferences.h"
#include "core/text.h"

namespace sidetone::config {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view firstTable = "## SignIn\n";

std::string_view wordFor(ParameterType type) {
    switch (type) {
        case ParameterType::Boolean:
            return "yes/no";
        case ParameterType::Integer:
            return "number";
        case ParameterType::Text:
            return "text";
        case ParameterType::Choice:
            return "choice";
        case ParameterType::List:
            return "list";
        case ParameterType::Secret:
            return "secret";
    }
    return "text";
}

/// As code, so that nothing of it is Markdown; a bar would end the table's cell.
std::string code(std::string_view text) {
    std::string out = "`";
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out + "`";
}

std::string allowed(const Parameter& parameter) {
    std::string out;
    if (parameter.allowed.empty()) return out;
    const bool isRange = parameter.type == ParameterType::Integer;
    for (const auto word : core::split(parameter.allowed, isRange ? '\0' : '|')) {
        out += (out.empty() ? "" : " ") + code(word);
    }
    return out;
}

std::string row(const Parameter& parameter) {
    std::string text = "| " + code(parameter.name) + " | " + std::string(wordFor(parameter.type));
    text += " | " + (parameter.fallback.empty() ? std::string() : code(parameter.fallback));
    text += " | " + allowed(parameter) + " | " + std::string(parameter.meaning);
    text += std::string(" | ") + (isPersonal(parameter.name) ? "yes" : "") + " | ";
    return text + std::string(parameter.source) + " |\n";
}

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

void addType(QJsonObject& schema, const Parameter& parameter) {
    switch (parameter.type) {
        case ParameterType::Boolean:
            schema.insert(u"type"_s, u"boolean"_s);
            if (!parameter.fallback.empty()) {
                schema.insert(u"default"_s, parameter.fallback == "true");
            }
            return;
        case ParameterType::Integer: {
            const auto dots = parameter.allowed.find("..");
            const auto number = [](std::string_view digits) {
                return static_cast<qint64>(core::parseNumber(digits).value_or(0));
            };
            schema.insert(u"type"_s, u"integer"_s);
            schema.insert(u"minimum"_s, number(parameter.allowed.substr(0, dots)));
            schema.insert(u"maximum"_s, number(parameter.allowed.substr(dots + 2)));
            if (!parameter.fallback.empty()) {
                schema.insert(u"default"_s, number(parameter.fallback));
            }
            return;
        }
        case ParameterType::List:
            schema.insert(u"type"_s, u"array"_s);
            schema.insert(u"items"_s, QJsonObject{{u"type"_s, u"string"_s}});
            return;
        case ParameterType::Choice: {
            QJsonArray choices;
            for (const auto word : core::split(parameter.allowed, '|')) choices.append(text(word));
            schema.insert(u"enum"_s, choices);
            break;
        }
        case ParameterType::Secret:
            schema.insert(u"writeOnly"_s, true);
            break;
        case ParameterType::Text:
            break;
    }
    schema.insert(u"type"_s, u"string"_s);
    if (!parameter.fallback.empty()) schema.insert(u"default"_s, text(parameter.fallback));
}

QJsonObject schemaOf(const Parameter& parameter) {
    QJsonObject schema{{u"description"_s, text(parameter.meaning)},
                       {u"x-section"_s, text(name(parameter.section))},
                       {u"x-source"_s, text(parameter.source)},
                       {u"x-personal"_s, isPersonal(parameter.name)}};
    addType(schema, parameter);
    return schema;
}

}  // namespace

std::string parameterTables() {
    std::string page;
    const Parameter* before = nullptr;
    for (const auto* parameter : allParameters()) {
        if (before == nullptr || before->section != parameter->section) {
            page += (before == nullptr ? "" : "\n") + std::string("## ") +
                    std::string(name(parameter->section)) +
                    "\n\n| Parameter | Type | Default | Allowed | Meaning | Personal | Source |\n"
                    "|---|---|---|---|---|---|---|\n";
        }
        page += row(*parameter);
        before = parameter;
    }
    return page;
}

std::string withParameterTables(const std::string& page) {
    const auto at = page.find(firstTable);
    return page.substr(0, at) + parameterTables();
}

std::string parameterSchema() {
    QJsonObject properties;
    for (const auto* parameter : allParameters()) {
        properties.insert(text(parameter->name), schemaOf(*parameter));
    }
    const QJsonObject schema{
        {u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s},
        {u"title"_s, u"Sidetone configuration parameters"_s},
        {u"description"_s,
         u"Generated from the parameter registry. Names are compared without case."_s},
        {u"type"_s, u"object"_s},
        {u"properties"_s, properties},
        {u"additionalProperties"_s, true}};
    return QJsonDocument(schema).toJson(QJsonDocument::Indented).toStdString();
}

}  // namespace sidetone::config
