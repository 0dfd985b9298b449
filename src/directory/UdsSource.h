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
    std::string release;                 ///< theirs, "12.5.1"; empty: not known (DIR-17)
    std::string presenceDomain;          ///< of the addresses of people who have none
    net::HttpCredentials credentials;    ///< not sent where the password is empty
    std::string photoUrl;  ///< UdsPhotoUriWithToken, with %%uid%%; empty: none (DIR-15)
    /// Access tokens of a single sign-on, in the password's place; may be null.
    std::shared_ptr<net::TokenSource> tokens;
};

/// The user data services as a contact source: GET /cucm-uds/users.
class UdsSource final : public ContactSource {
public:
    /// The HTTP client must outlive the source.
    UdsSource(net::HttpClient& http, UdsAccess access);
    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<Photo> photo(Person person, std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return !access_.photoUrl.empty(); }
    [[nodiscard]] core::Task<void> everybody(std::function<void(Person)> each) override;
    [[nodiscard]] std::string lastQuestion() const override { return lastQuestion_; }
    [[nodiscard]] std::string where() const override;
    /// How many requests went out so far: the cache should keep them few (DIR-11).
    [[nodiscard]] std::size_t requests() const { return requests_; }

private:
    struct Search;
    struct Batch;
    struct Pages;
    /// One page of people.
    struct Page {
        std::vector<Person> people;
        int total = 0;
    };
    [[nodiscard]] core::Task<Page> getPage(std::string query);
    [[nodiscard]] core::Task<std::vector<Person>> get(std::string query);
    void nextPage(const std::shared_ptr<Pages>& pages);
    void next(const std::shared_ptr<Batch>& batch);
    void ask(std::shared_ptr<Search> search);
    void send(const std::shared_ptr<Search>& search, const std::optional<core::Secret>& token);

    net::HttpClient& http_;
    UdsAccess access_;
    std::size_t requests_ = 0;
    std::string lastQuestion_;
    core::Owner owner_;
};

}  // namespace sidetone::directory
