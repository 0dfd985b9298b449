// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "directory/ContactSource.h"
#include "directory/ldap/LdapDirectory.h"
#include "net/HttpClient.h"

namespace sidetone::directory {

/// An LDAP directory as a contact source (DIR-01). Addresses and numbers are asked for 50 at a
/// time, in one search.
class LdapSource final : public ContactSource {
public:
    /// The HTTP client fetches pictures that an attribute or a template points to; it must outlive
    /// the source.
    LdapSource(LdapPorts ports, LdapSettings settings, net::HttpClient& http,
               LdapDiscovery discovery = {});

    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<Photo> photo(Person person, std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return true; }
    [[nodiscard]] std::string where() const override { return directory_.where(); }

    [[nodiscard]] core::Task<void> everybody(std::function<void(Person)> each) override;
    /// The filter that was sent last.
    [[nodiscard]] const std::string& lastFilter() const { return directory_.lastFilter(); }
    [[nodiscard]] std::string lastQuestion() const override { return directory_.lastFilter(); }
    [[nodiscard]] const LdapSettings& settings() const { return directory_.settings(); }

private:
    struct NumberSearch;
    using Filter = std::function<std::string(const LdapRoot&)>;
    [[nodiscard]] core::Task<std::vector<Person>> people(Filter filter, std::size_t most);
    void nextNumbers(const std::shared_ptr<NumberSearch>& search);
    void askEveryNotation(const std::shared_ptr<NumberSearch>& search);

    net::HttpClient& http_;
    LdapDirectory directory_;
    core::Owner owner_;
};

}  // namespace sidetone::directory
