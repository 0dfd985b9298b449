// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/validate.h"

#include <algorithm>
#include <map>

#include "config/Bootstrap.h"
#include "config/ConfigurationUrl.h"
#include "config/Policy.h"
#include "config/Registry.h"
#include "config/keyValueLines.h"
#include "config/validateJabberConfig.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

using Kind = Finding::Kind;

constexpr std::size_t mostBytes = 1U << 20U;

bool locksSomething(std::string_view text) {
    const auto lines = readKeyValueLines(text, Layer::PolicyLocked);
    return std::any_of(lines.settings.begin(), lines.settings.end(), [](const auto& setting) {
        return core::lowerAscii(setting.name) == "locked";
    });
}

/// Judges settings one after the other, whatever file they stand in.
class Judgement {
public:
    explicit Judgement(SourceKind kind) : kind_(kind) {}

    void judge(const RawSetting& setting) {
        const auto* parameter = findParameter(setting.name);
        const auto shown = core::printable(setting.name, 60);
        if (parameter == nullptr) {
            return add(Kind::UnknownName, setting, shown,
                       shown + " is not a known parameter, it is ignored");
        }
        const std::string own(parameter->name);
        if (const auto before = lines_.find(own); before != lines_.end()) {
            add(Kind::Duplicate, setting, own,
                own + " stands in line " + std::to_string(before->second) +
                    " already, this one counts");
        }
        lines_[own] = setting.line;
        // The installer's switches are the bootstrap file's own spelling.
        if (kind_ != SourceKind::Bootstrap && core::lowerAscii(own) != core::lowerAscii(shown)) {
            add(Kind::OtherSpelling, setting, own, shown + " is written " + own + " today");
        }
        if (const auto value = normalise(*parameter, setting.value); !value) {
            add(Kind::WrongType, setting, own, own + ": " + value.error().answer);
        }
    }

    void add(Kind kind, const RawSetting& setting, std::string parameter, std::string text) {
        findings.push_back({kind, setting.line, 0, std::move(parameter), std::move(text)});
    }

    std::vector<Finding> findings;

private:
    SourceKind kind_;
    std::map<std::string, int> lines_;
};

std::vector<Finding> validateBootstrap(std::string_view text) {
    Judgement judgement(SourceKind::Bootstrap);
    const auto bootstrap = parseBootstrap(text);
    for (const auto& setting : bootstrap.settings) judgement.judge(setting);
    for (const auto& remark : bootstrap.remarks) {
        judgement.findings.push_back({Kind::NotASetting, remark.line, 0, {}, remark.text});
    }
    return std::move(judgement.findings);
}

void judgeLocks(const RawSetting& lock, const KeyValueText& lines, Judgement& judgement) {
    std::string names = lock.value;
    std::replace(names.begin(), names.end(), ';', ',');
    for (const auto part : core::split(names, ',')) {
        const auto word = core::trim(part);
        if (word.empty() || word == "*" || core::lowerAscii(word) == "all") continue;
        const auto* parameter = findParameter(word);
        const auto shown = core::printable(word, 60);
        if (parameter == nullptr) {
            judgement.add(Kind::UnknownName, lock, shown, shown + " is not a known parameter");
            continue;
        }
        const bool hasValue = std::any_of(
            lines.settings.begin(), lines.settings.end(),
            [&](const RawSetting& each) { return findParameter(each.name) == parameter; });
        if (!hasValue) {
            judgement.add(Kind::NoValue, lock, std::string(parameter->name),
                          std::string(parameter->name) +
                              " is locked, but this file gives it no value; without a value in "
                              "another file it stays open");
        }
    }
}

std::vector<Finding> validatePolicy(std::string_view text) {
    Judgement judgement(SourceKind::Policy);
    const auto lines = readKeyValueLines(text, Layer::PolicyLocked);
    for (const auto& setting : lines.settings) {
        if (core::lowerAscii(setting.name) == "locked") {
            judgeLocks(setting, lines, judgement);
        } else {
            judgement.judge(setting);
        }
    }
    for (const auto& remark : lines.remarks) {
        judgement.findings.push_back({Kind::NotASetting, remark.line, 0, {}, remark.text});
    }
    return std::move(judgement.findings);
}

std::vector<Finding> validateUrl(std::string_view text) {
    const auto url = parseConfigurationUrl(text);
    if (!url) return {{Kind::NotWellFormed, 0, 0, {}, url.error().sentence()}};
    std::vector<Finding> findings;
    for (const auto& remark : url->remarks) {
        const auto says = [&](std::string_view words) {
            return remark.text.find(words) != std::string::npos;
        };
        auto kind = Kind::WrongType;
        if (says("is not known")) kind = Kind::UnknownName;
        if (says("has no value")) kind = Kind::NotASetting;
        if (says("more than once")) kind = Kind::Duplicate;
        if (says("is written")) kind = Kind::OtherSpelling;
        findings.push_back({kind, 0, 0, {}, remark.text});
    }
    return findings;
}

}  // namespace

std::string_view name(Finding::Kind kind) {
    static constexpr std::string_view names[] = {"not-well-formed", "not-a-setting", "unknown-name",
                                                 "wrong-type",      "wrong-section", "duplicate",
                                                 "other-spelling",  "no-value",      "misplaced"};
    return names[static_cast<int>(kind)];
}

std::string_view name(SourceKind kind) {
    static constexpr std::string_view names[] = {"jabber-config", "bootstrap", "policy",
                                                 "configuration-url"};
    return names[static_cast<int>(kind)];
}

bool isError(Finding::Kind kind) {
    switch (kind) {
        case Kind::NotWellFormed:
        case Kind::NotASetting:
        case Kind::UnknownName:
        case Kind::WrongType:
        case Kind::Misplaced:
            return true;
        case Kind::WrongSection:
        case Kind::Duplicate:
        case Kind::OtherSpelling:
        case Kind::NoValue:
            break;
    }
    return false;
}

SourceKind kindOf(std::string_view fileName, std::string_view text) {
    if (isConfigurationUrl(text)) return SourceKind::ConfigurationUrl;
    const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const bool isUtf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    if (isUtf16 || (first != std::string_view::npos && text[first] == '<') ||
        fileName.ends_with(".xml")) {
        return SourceKind::JabberConfig;
    }
    if (fileName.ends_with(".properties")) return SourceKind::Bootstrap;
    if (fileName.ends_with(".conf") || locksSomething(text)) return SourceKind::Policy;
    return SourceKind::Bootstrap;
}

std::vector<Finding> validate(SourceKind kind, std::string_view text) {
    if (text.size() > mostBytes) {
        return {{Kind::NotWellFormed, 0, 0, {}, "the text is larger than 1 MiB"}};
    }
    std::vector<Finding> findings;
    switch (kind) {
        case SourceKind::JabberConfig:
            findings = validateJabberConfig(text);
            break;
        case SourceKind::Bootstrap:
            findings = validateBootstrap(text);
            break;
        case SourceKind::Policy:
            findings = validatePolicy(text);
            break;
        case SourceKind::ConfigurationUrl:
            findings = validateUrl(text);
            break;
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    return findings;
}

}  // namespace sidetone::config
