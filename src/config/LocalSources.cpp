// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/LocalSources.h"

#include <utility>

#include "config/Bootstrap.h"
#include "config/ConfigurationUrl.h"
#include "config/Policy.h"
#include "config/Registry.h"
#include "config/keyValueLines.h"
#include "config/preferences.h"
#include "config/smallFile.h"
#include "core/text.h"

namespace sidetone::config {

using core::ErrorCode;

namespace {

constexpr const char* bootstrapCopy = "bootstrap.conf";
constexpr const char* urlCopy = "configuration-url.conf";
constexpr const char* preferencesFile = "preferences.conf";
constexpr const char* manualFile = "manual.conf";

std::string ownName(std::string_view name) {
    const auto* parameter = findParameter(name);
    return std::string(parameter != nullptr ? parameter->name : core::trim(name));
}

}  // namespace

LocalSources::LocalSources(LocalPlaces places) : places_(std::move(places)) {
    readBootstrap();
    readPolicyAgain();
    readKept(urlCopy, Layer::ConfigurationUrl);
    preferences_ = readKept(preferencesFile, Layer::Preference);
    manual_ = readKept(manualFile, Layer::Manual);
    applyManual();
}

std::filesystem::path LocalSources::file(const char* name) const {
    return places_.profileFolder / name;
}

core::Status LocalSources::keep(const char* name, const std::vector<RawSetting>& values) const {
    return writeSmallFile(file(name), writeKeyValueLines(values));
}

void LocalSources::readBootstrap() {
    const auto bootstrap = FirstLaunch(places_.bootstrapFile, file(bootstrapCopy)).read();
    if (!bootstrap) {
        settings_.remark({Layer::Bootstrap, 0, bootstrap.error().sentence()});
        return;
    }
    settings_.replace(Layer::Bootstrap, bootstrap->settings);
    for (const auto& remark : bootstrap->remarks) settings_.remark(remark);
}

bool LocalSources::readPolicyAgain() {
    const auto before = settings_.all();
    const auto policy = readPolicyFolder(places_.policyFolder);
    settings_.replace(Layer::Policy, policy.open);
    settings_.replace(Layer::PolicyLocked, policy.locked);
    for (const auto& remark : policy.remarks) settings_.remark(remark);
    applyManual();
    return settings_.all() != before;
}

std::vector<RawSetting> LocalSources::readKept(const char* name, Layer layer) {
    auto text = readSmallFile(file(name));
    auto kept = readKeyValueLines(text ? *text : std::string(), layer).settings;
    settings_.replace(layer, kept);
    if (!text && text.error().code != ErrorCode::NotFound) {
        settings_.remark({layer, 0, text.error().sentence()});
    }
    return kept;
}

/// Typed by hand goes before everything, so what was typed before the administrator locked it
/// must not be applied at all.
void LocalSources::applyManual() {
    std::vector<RawSetting> free;
    std::vector<Remark> remarks;
    for (const auto& setting : manual_) {
        if (settings_.isLocked(setting.name)) {
            remarks.push_back({Layer::Manual, 0,
                               ownName(setting.name) + " is locked by the policy of this machine, "
                                                       "what was typed by hand is not used"});
        } else {
            free.push_back(setting);
        }
    }
    settings_.replace(Layer::Manual, free);
    for (auto& remark : remarks) settings_.remark(std::move(remark));
}

core::Result<std::vector<Remark>> LocalSources::takeUrl(std::string_view link) {
    auto url = parseConfigurationUrl(link);
    if (!url) return url.error();
    if (!allowsConfigurationUrl(settings_)) {
        return core::fail(ErrorCode::Forbidden, "Opening the configuration link",
                          "the policy of this machine does not allow it (AllowUrlProvisioning)",
                          "Ask your administrator.");
    }
    if (auto kept = keep(urlCopy, url->settings); !kept) return kept.error();
    settings_.replace(Layer::ConfigurationUrl, url->settings);
    for (const auto& remark : url->remarks) settings_.remark(remark);
    return std::move(url->remarks);
}

core::Status LocalSources::setPreference(std::string_view name, std::string_view value) {
    const auto* parameter = findParameter(name);
    const std::string tried = "Changing " + ownName(name);
    if (parameter == nullptr || !isPersonal(name)) {
        return core::fail(ErrorCode::Forbidden, tried, "it is not for the person to choose",
                          "Ask your administrator.");
    }
    if (settings_.isLocked(name)) {
        return core::fail(ErrorCode::Forbidden, tried, "the policy of this machine has locked it",
                          "Ask your administrator.");
    }
    auto preferences = preferences_;
    std::erase_if(preferences, [&](const RawSetting& setting) {
        return ownName(setting.name) == parameter->name;
    });
    if (!core::trim(value).empty()) {
        auto normal = normalise(*parameter, value);
        if (!normal) return normal.error();
        preferences.push_back({std::string(parameter->name), std::move(*normal), 0});
    }
    if (auto kept = keep(preferencesFile, preferences); !kept) return kept;
    preferences_ = std::move(preferences);
    settings_.replace(Layer::Preference, preferences_);
    return {};
}

core::Status LocalSources::setManual(const std::vector<RawSetting>& values) {
    std::vector<RawSetting> typed;
    for (const auto& setting : values) {
        const auto* parameter = findParameter(setting.name);
        const std::string tried = "Setting " + ownName(setting.name) + " by hand";
        if (parameter == nullptr) {
            return core::fail(ErrorCode::InvalidInput, tried, "it is not a known parameter");
        }
        if (core::trim(setting.value).empty()) continue;
        if (settings_.isLocked(setting.name)) {
            return core::fail(ErrorCode::Forbidden, tried,
                              "the policy of this machine has locked it",
                              "Ask your administrator.");
        }
        auto normal = normalise(*parameter, setting.value);
        if (!normal) return normal.error();
        typed.push_back({std::string(parameter->name), std::move(*normal), 0});
    }
    if (auto kept = keep(manualFile, typed); !kept) return kept;
    manual_ = std::move(typed);
    applyManual();
    return {};
}

}  // namespace sidetone::config
