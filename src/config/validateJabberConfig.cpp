// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/validateJabberConfig.h"

#include <map>
#include <optional>
#include <set>

#include "config/Registry.h"
#include "config/xmlFields.h"
#include "core/XmlReader.h"
#include "core/text.h"
#include "core/xmlFault.h"

namespace sidetone::config {
namespace {

using Kind = Finding::Kind;

constexpr Section fileSections[] = {Section::Client,   Section::Directory, Section::Options,
                                    Section::Phone,    Section::Policies,  Section::Presence,
                                    Section::Voicemail};

/// Needed before any file can be fetched: in a file they come too late.
const std::set<std::string_view> tooLate = {"ServicesDomain", "Authenticator", "ProductMode",
                                            "ConfigurationFile", "AllowUrlProvisioning"};

std::optional<Section> sectionNamed(std::string_view text) {
    for (const auto section : fileSections) {
        if (name(section) == text) return section;
    }
    return std::nullopt;
}

class Walk {
public:
    void section(const core::XmlElement& element) {
        const auto known = sectionNamed(element.name);
        const auto shown = core::printable(element.name, 60);
        if (!known) {
            const auto* parameter = findParameter(element.name);
            add(Kind::UnknownName, element.line, shown,
                parameter != nullptr && element.children.empty()
                    ? shown + " stands outside its section <" +
                          std::string(name(parameter->section)) + ">, it is ignored"
                    : "<" + shown + "> is not a known section");
        }
        for (const auto& child : element.children) setting(child, known);
    }

    std::vector<Finding> findings;

private:
    void setting(const core::XmlElement& element, std::optional<Section> section) {
        if (!element.children.empty()) return;  // custom tabs, labels: not settings
        const auto* parameter = findParameter(element.name);
        const auto shown = core::printable(element.name, 60);
        if (parameter == nullptr) {
            return add(Kind::UnknownName, element.line, shown,
                       shown + " is not a known parameter, it is ignored");
        }
        const std::string own(parameter->name);
        if (core::lowerAscii(own) != core::lowerAscii(element.name)) {
            add(Kind::OtherSpelling, element.line, own, shown + " is written " + own + " today");
        }
        if (const auto before = lines_.find(own); before != lines_.end()) {
            add(Kind::Duplicate, element.line, own,
                own + " stands in line " + std::to_string(before->second) +
                    " already, this one counts");
        }
        lines_[own] = element.line;
        place(element, *parameter, section);
        if (textOf(element).empty()) return;
        if (const auto value = normalise(*parameter, element.text); !value) {
            add(Kind::WrongType, element.line, own, own + ": " + value.error().answer);
        }
    }

    void place(const core::XmlElement& element, const Parameter& parameter,
               std::optional<Section> section) {
        const std::string own(parameter.name);
        if (tooLate.contains(parameter.name)) {
            return add(Kind::Misplaced, element.line, own,
                       own + " is needed before this file can be fetched, here it does nothing");
        }
        if (!section || *section == parameter.section || parameter.section == Section::SignIn) {
            return;
        }
        add(Kind::WrongSection, element.line, own,
            own + " belongs into <" + std::string(name(parameter.section)) +
                ">, taken all the same");
    }

    void add(Kind kind, int line, std::string parameter, std::string text) {
        findings.push_back({kind, line, 0, std::move(parameter), std::move(text)});
    }

    std::map<std::string, int> lines_;
};

}  // namespace

std::vector<Finding> validateJabberConfig(std::string_view document) {
    if (const auto fault = core::findXmlFault(document)) {
        std::string why = fault->why;
        // The book's own sample has it: by far the commonest mistake in these files.
        if (why.find("token") != std::string::npos) why += "; is it an & that is not &amp;?";
        return {{Kind::NotWellFormed, fault->line, fault->column, {}, why}};
    }
    const auto root = core::readXml(document, {}, core::XmlNames::Plain);
    if (!root) return {{Kind::NotWellFormed, 0, 0, {}, root.error().answer}};
    if (root->name != "config") {
        return {{Kind::NotWellFormed,
                 root->line,
                 0,
                 {},
                 "the file holds <" + core::printable(root->name, 40) + "> instead of <config>"}};
    }
    Walk walk;
    for (const auto& section : root->children) walk.section(section);
    return std::move(walk.findings);
}

}  // namespace sidetone::config
