// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/JabberConfig.h"

#include <algorithm>

#include "config/Registry.h"
#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

constexpr Section fileSections[] = {Section::Client,   Section::Directory, Section::Options,
                                    Section::Phone,    Section::Policies,  Section::Presence,
                                    Section::Voicemail};

std::optional<Section> sectionNamed(std::string_view text) {
    for (const auto section : fileSections) {
        if (core::lowerAscii(name(section)) == core::lowerAscii(text)) return section;
    }
    return std::nullopt;
}

class Reading {
public:
    explicit Reading(Layer layer) : layer_(layer) {}

    void readSection(const core::XmlElement& element) {
        const auto section = sectionNamed(element.name);
        if (!section) {
            remark(element, "<" + core::printable(element.name, 60) + "> is not a known section");
        }
        for (const auto& child : element.children) readSetting(child, section);
    }

    JabberConfig take() { return std::move(config_); }

private:
    void readSetting(const core::XmlElement& element, std::optional<Section> section) {
        if (!element.children.empty()) return;  // custom tabs, labels: not settings
        const auto* parameter = findParameter(element.name);
        const auto shown = core::printable(element.name, 60);
        if (parameter == nullptr) {
            remark(element, shown + " is not a known parameter");
        } else {
            judge(element, *parameter, section);
        }
        config_.settings.push_back({element.name, textOf(element), element.line});
    }

    void judge(const core::XmlElement& element, const Parameter& parameter,
               std::optional<Section> section) {
        if (section && *section != parameter.section && parameter.section != Section::SignIn) {
            remark(element, std::string(parameter.name) + " belongs into <" +
                                std::string(name(parameter.section)) + ">, taken all the same");
        }
        if (textOf(element).empty()) return;
        if (const auto value = normalise(parameter, element.text); !value) {
            remark(element,
                   value.error().answer + ", " + std::string(parameter.name) + " stays as it was");
        }
    }

    void remark(const core::XmlElement& element, std::string text) {
        config_.remarks.push_back({layer_, element.line, std::move(text)});
    }

    Layer layer_;
    JabberConfig config_;
};

}  // namespace

core::Result<JabberConfig> parseJabberConfig(std::string_view document, Layer layer) {
    const auto root = readDocument(document, name(layer), "config");
    if (!root) return root.error();
    Reading reading(layer);
    for (const auto& section : root->children) reading.readSection(section);
    return reading.take();
}

std::string groupFileOf(std::string_view supportField) {
    for (const auto part : core::split(supportField, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (core::lowerAscii(core::trim(part.substr(0, equals))) != "configurationfile") continue;
        auto file = core::trim(part.substr(equals + 1));
        while (!file.empty() && file.front() == '/') file.remove_prefix(1);
        return std::string(file);
    }
    return {};
}

}  // namespace sidetone::config
