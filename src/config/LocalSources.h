// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::config {

/// Where the sources lie that are known before any server.
struct LocalPlaces {
    std::filesystem::path bootstrapFile = "/etc/sidetone/jabber-bootstrap.properties";
    std::filesystem::path policyFolder = "/etc/sidetone/policy.d";
    std::filesystem::path profileFolder;  ///< the copies and the person's own choices go there
};

/// Everything that is configured before a server is asked: the installer's bootstrap file, the
/// machine's policy, a configuration URL, the person's preferences and the servers typed by hand
/// (DISC-11, DISC-15 to DISC-18, DISC-23). What is set here is kept at once in the profile folder,
/// as text. One thread; it waits for the disk.
class LocalSources {
public:
    /// Reads all of them; on the profile's first launch also the bootstrap file. What cannot be
    /// read is in settings().remarks(): a broken file keeps nobody out.
    explicit LocalSources(LocalPlaces places);

    /// The layers Bootstrap, Policy, ConfigurationUrl, Preference, PolicyLocked and Manual, to
    /// begin a sign-in with (SignInRequest::settings).
    [[nodiscard]] const Settings& settings() const { return settings_; }
    /// Looks at the policy files again; true where something changed.
    bool readPolicyAgain();

    /// Takes a configuration URL: it replaces the one before as a whole, and whoever keeps cached
    /// discovery forgets it (provisioning contract 12.3). Unsupported for other links, Forbidden
    /// where policy does not allow links, InvalidInput where it makes no sense. The remarks on
    /// what was ignored come back.
    [[nodiscard]] core::Result<std::vector<Remark>> takeUrl(std::string_view link);
    /// One parameter of the person's own choice; an empty value takes it back. Forbidden where
    /// it is locked or not theirs to choose, InvalidInput where the value does not fit.
    [[nodiscard]] core::Status setPreference(std::string_view name, std::string_view value);
    /// The servers typed by hand, as a whole; an empty list returns to Automatic. Forbidden where
    /// one of the names is locked, InvalidInput where a value does not fit.
    [[nodiscard]] core::Status setManual(const std::vector<RawSetting>& values);
    /// What was typed by hand, as kept.
    [[nodiscard]] const std::vector<RawSetting>& manual() const { return manual_; }

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const;
    [[nodiscard]] core::Status keep(const char* name, const std::vector<RawSetting>& values) const;
    void readBootstrap();
    std::vector<RawSetting> readKept(const char* name, Layer layer);
    void applyManual();

    LocalPlaces places_;
    Settings settings_;
    std::vector<RawSetting> preferences_;
    std::vector<RawSetting> manual_;
};

}  // namespace sidetone::config
