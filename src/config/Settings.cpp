// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Settings.h"

#include <algorithm>

#include "config/Registry.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

std::string keyOf(std::string_view name) {
    const auto* parameter = findParameter(name);
    return core::lowerAscii(parameter != nullptr ? parameter->name : core::trim(name));
}

}  // namespace

std::string_view name(Layer layer) {
    switch (layer) {
        case Layer::Default:
            return "default";
        case Layer::Bootstrap:
            return "installer's bootstrap file";
        case Layer::ClientSettings:
            return "client settings of the call manager";
        case Layer::GlobalFile:
            return "jabber-config.xml";
        case Layer::ProfileFile:
            return "configuration file of the service profile";
        case Layer::GroupFile:
            return "group configuration file";
        case Layer::NamedFile:
            return "configuration file of the installer";
        case Layer::ServiceProfile:
            return "service profile";
        case Layer::CloudAdmin:
            return "administration of the cloud";
        case Layer::ConfigurationUrl:
            return "configuration URL";
        case Layer::Policy:
            return "policy of this machine";
        case Layer::Preference:
            return "your own choice";
        case Layer::PolicyLocked:
            return "locked by the policy of this machine";
        case Layer::Manual:
            return "typed by hand";
    }
    return {};
}

void Settings::replace(Layer layer, const std::vector<RawSetting>& values) {
    clear(layer);
    for (const auto& setting : values) add(layer, setting);
}

void Settings::set(Layer layer, std::string_view settingName, std::string_view value) {
    add(layer, {std::string(settingName), std::string(value), 0});
}

void Settings::take(Layer layer, const Settings& from) {
    clear(layer);
    for (const auto& [name, layers] : from.values_) {
        const auto found = layers.find(layer);
        if (found != layers.end()) values_[name][layer] = found->second;
    }
}

void Settings::clear(Layer layer) {
    for (auto& [key, layers] : values_) layers.erase(layer);
    std::erase_if(values_, [](const auto& entry) { return entry.second.empty(); });
    std::erase_if(remarks_, [layer](const Remark& remark) { return remark.layer == layer; });
}

void Settings::add(Layer layer, const RawSetting& setting) {
    const auto* parameter = findParameter(setting.name);
    if (parameter == nullptr) {
        remarks_.push_back(
            {layer, setting.line, core::printable(setting.name, 60) + " is not a known parameter"});
        values_[keyOf(setting.name)][layer] = core::trim(setting.value);
        return;
    }
    if (core::trim(setting.value).empty()) return;
    auto value = normalise(*parameter, setting.value);
    if (!value) {
        remarks_.push_back({layer, setting.line, value.error().sentence()});
        return;
    }
    values_[keyOf(setting.name)][layer] = std::move(*value);
}

std::optional<Value> Settings::find(std::string_view settingName) const {
    const auto found = values_.find(keyOf(settingName));
    if (found != values_.end()) {
        const auto& [layer, text] = *found->second.rbegin();
        return Value{text, layer};
    }
    const auto* parameter = findParameter(settingName);
    if (parameter == nullptr || parameter->fallback.empty()) return std::nullopt;
    return Value{std::string(parameter->fallback), Layer::Default};
}

bool Settings::get(Key<bool> key) const {
    const auto value = find(key.name);
    return value && value->text == "true";
}

int Settings::get(Key<int> key) const {
    const auto value = find(key.name);
    return value ? static_cast<int>(core::parseNumber(value->text).value_or(0)) : 0;
}

std::string Settings::get(Key<std::string_view> key) const {
    const auto value = find(key.name);
    return value ? value->text : std::string();
}

std::vector<std::string> Settings::get(Key<WordList> key) const {
    const auto value = find(key.name);
    if (!value || value->text.empty()) return {};
    std::vector<std::string> words;
    for (const auto word : core::split(value->text, ',')) words.emplace_back(word);
    return words;
}

bool Settings::isLocked(std::string_view settingName) const {
    const auto found = values_.find(keyOf(settingName));
    return found != values_.end() && found->second.contains(Layer::PolicyLocked);
}

std::vector<std::pair<std::string, Value>> Settings::all() const {
    std::vector<std::pair<std::string, Value>> all;
    for (const auto& [key, layers] : values_) {
        const auto* parameter = findParameter(key);
        const bool secret = parameter != nullptr && parameter->type == ParameterType::Secret;
        const auto& [layer, text] = *layers.rbegin();
        all.emplace_back(parameter != nullptr ? std::string(parameter->name) : key,
                         Value{secret ? std::string() : text, layer});
    }
    return all;
}

std::vector<Value> Settings::layersOf(std::string_view settingName) const {
    const auto found = values_.find(keyOf(settingName));
    if (found == values_.end()) return {};
    const auto* parameter = findParameter(settingName);
    const bool secret = parameter != nullptr && parameter->type == ParameterType::Secret;
    std::vector<Value> layers;
    for (auto each = found->second.rbegin(); each != found->second.rend(); ++each) {
        layers.push_back({secret ? std::string() : each->second, each->first});
    }
    return layers;
}

}  // namespace sidetone::config
