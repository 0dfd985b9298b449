// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "directory/ContactSource.h"
#include "net/Endpoint.h"
#include "net/HttpClient.h"
#include "net/TokenSource.h"

namespace sidetone::directory {

/// How to ask the call manager's user data services (DIR-09).
struct UdsAccess {
    std::vector<net::Endpoint> servers;  ///< of the home cluster, in the order to be tried
    std::string presenceDomain;          ///< of the addresses of people who have none
    net::HttpCredentials credentials;    ///< not sent where the password is empty
    /// Access tokens of a single sign-on, in the password's place; may be null.
    std::shared_ptr<net::TokenSource> tokens;
};

/// The user data services as a contact source: GET /cucm-uds/users.
class UdsSource final : public ContactSource {
public:
    /// The HTTP client must outlive the source.
    UdsSource(net::HttpClient& http, UdsAccess access);
    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;

private:
    struct Search;
    void ask(std::shared_ptr<Search> search);
    void send(const std::shared_ptr<Search>& search, const std::optional<core::Secret>& token);

    net::HttpClient& http_;
    UdsAccess access_;
    core::Owner owner_;
};

}  // namespace sidetone::directory
