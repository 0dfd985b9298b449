// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches jabber-config.xml and beside it the profile's own file, where the account names one, and
/// the file that the installer named (ConfigurationFile, TFTP_FILE_NAME); each goes before the one
/// before it and has a layer of its own (PROV-01, provisioning contract 8.3). None of them must
/// exist; a broken one is ignored with a remark, and of jabber-config.xml the last one that could
/// be read counts instead.
class FetchClientConfig final : public Step {
public:
    explicit FetchClientConfig(std::string_view after = "credentials") : after_(after) {}

    [[nodiscard]] std::string_view name() const override { return "client-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {after_}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;

private:
    /// One file, and what came of it.
    struct File {
        config::Layer layer = config::Layer::GlobalFile;
        std::string name;
        std::vector<std::string> urls;
        std::string told;
        std::string good;  ///< as it came, where it could be read
        std::vector<config::RawSetting> settings;
        std::optional<core::Error> error;
    };

    void nameFiles(const Context& context);
    static void take(File& file, const core::Result<net::HttpResponse>& answer);
    [[nodiscard]] bool useLastGood(const Context& context);
    void conclude(Context& context);

    std::string_view after_;
    std::vector<File> files_;  ///< jabber-config.xml first
    std::size_t pending_ = 0;
};

}  // namespace sidetone::signin
