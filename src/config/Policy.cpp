// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Policy.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "config/Registry.h"
#include "config/keyValueLines.h"
#include "config/smallFile.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

std::string ownName(std::string_view written) {
    const auto* parameter = findParameter(written);
    return std::string(parameter != nullptr ? parameter->name : core::trim(written));
}

class Reading {
public:
    void take(const PolicyText& file) {
        auto lines = readKeyValueLines(file.text, Layer::PolicyLocked);
        for (auto& remark : lines.remarks) {
            remarks_.push_back({remark.layer, remark.line, file.name + ": " + remark.text});
        }
        for (auto& setting : lines.settings) {
            if (core::lowerAscii(setting.name) == "locked") {
                lock(setting, file.name);
                continue;
            }
            const auto name = ownName(setting.name);
            values_[core::lowerAscii(name)] = {name, setting.value, setting.line};
        }
    }

    [[nodiscard]] Policy result() const {
        Policy policy;
        policy.remarks = remarks_;
        for (const auto& [key, setting] : values_) {
            const bool isLocked = locksAll_ || locks_.contains(key);
            (isLocked ? policy.locked : policy.open).push_back(setting);
        }
        for (const auto& [key, where] : locks_) {
            if (values_.contains(key)) continue;
            policy.remarks.push_back({Layer::PolicyLocked, where.line,
                                      where.name + ": " + where.value +
                                          " is locked but no policy file gives it a "
                                          "value, so it stays open"});
        }
        return policy;
    }

private:
    void lock(const RawSetting& setting, const std::string& file) {
        std::string names = setting.value;
        std::replace(names.begin(), names.end(), ';', ',');
        for (const auto part : core::split(names, ',')) {
            const auto name = core::trim(part);
            if (name.empty()) continue;
            if (core::lowerAscii(name) == "all" || name == "*") {
                locksAll_ = true;
                continue;
            }
            const auto own = ownName(name);
            locks_[core::lowerAscii(own)] = {file, own, setting.line};
        }
    }

    std::map<std::string, RawSetting> values_;
    std::map<std::string, RawSetting> locks_;  ///< name: the file, value: the key
    bool locksAll_ = false;
    std::vector<Remark> remarks_;
};

}  // namespace

Policy parsePolicy(const std::vector<PolicyText>& files) {
    Reading reading;
    for (const auto& file : files) reading.take(file);
    return reading.result();
}

Policy readPolicyFolder(const std::filesystem::path& folder) {
    std::error_code problem;
    std::set<std::filesystem::path> paths;
    for (std::filesystem::directory_iterator each(folder, problem), end; !problem && each != end;
         each.increment(problem)) {
        if (each->path().extension() == ".conf") paths.insert(each->path());
    }
    std::vector<PolicyText> files;
    std::vector<Remark> remarks;
    if (problem && problem != std::errc::no_such_file_or_directory) {
        remarks.push_back({Layer::PolicyLocked, 0, folder.string() + ": " + problem.message()});
    }
    for (const auto& path : paths) {
        auto text = readSmallFile(path);
        if (text) {
            files.push_back({path.filename().string(), std::move(*text)});
        } else {
            remarks.push_back({Layer::PolicyLocked, 0, text.error().sentence()});
        }
    }
    auto policy = parsePolicy(files);
    policy.remarks.insert(policy.remarks.end(), remarks.begin(), remarks.end());
    return policy;
}

}  // namespace sidetone::config
