// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <memory>
#include <optional>
#include <string>

#include "WebClient.h"
#include "office/supervisor/AddressClaim.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::test {

/// A small office's folder, and the real contracts' process serving it.
class OfficeFixture {
public:
    /// Makes folder, certificates and people: anna, ben (both can sign in), and zoe, who is in the
    /// directory alone.
    OfficeFixture();
    ~OfficeFixture();
    OfficeFixture(const OfficeFixture&) = delete;
    OfficeFixture& operator=(const OfficeFixture&) = delete;

    /// Starts the process and waits until it says that it is ready.
    [[nodiscard]] bool start();
    /// SIGTERM; the exit status, or -1 where it did not end.
    [[nodiscard]] int stop();

    [[nodiscard]] WebClient uds() const { return tls(layout_.ports.uds); }
    [[nodiscard]] WebClient files() const { return WebClient(address(), layout_.ports.files); }
    [[nodiscard]] WebClient tls(int port) const;

    [[nodiscard]] const office::Layout& layout() const { return layout_; }
    [[nodiscard]] office::UserStore& users() { return *users_; }
    [[nodiscard]] QProcess& process() { return process_; }
    /// All that the process has written to standard output.
    [[nodiscard]] std::string log();
    [[nodiscard]] std::string path(const std::string& relative) const {
        return layout_.path(relative);
    }
    [[nodiscard]] std::string address() const { return layout_.address(office::Host::Cucm1); }
    /// The password of these people.
    [[nodiscard]] static std::string passwordOf(const std::string& user) {
        return user + "'s pass:wörd";
    }
    [[nodiscard]] static office::User person(const std::string& id, const std::string& family,
                                             const std::string& number);

private:
    QTemporaryDir folder_;
    office::Layout layout_;
    std::optional<office::AddressClaim> claim_;  ///< nobody else's office has these addresses
    std::unique_ptr<office::UserStore> users_;
    QProcess process_;
    std::string log_;
};

}  // namespace sidetone::test
