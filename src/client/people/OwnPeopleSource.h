// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "client/people/ContactListControl.h"
#include "directory/ContactSource.h"
#include "directory/vcard/AddressBook.h"

namespace sidetone::client {

/// Whom the person wrote down, and behind them the address book of this computer (which may be
/// null), as one source.
class OwnPeopleSource final : public directory::ContactSource {
public:
    using Own = std::function<std::vector<OwnContact>()>;
    OwnPeopleSource(Own own, std::unique_ptr<directory::ContactSource> addressBook)
        : own_(std::move(own)), addressBook_(std::move(addressBook)) {}

    [[nodiscard]] core::Task<std::vector<directory::Person>> search(std::string text,
                                                                    int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<directory::Photo> photo(directory::Person person,
                                                     std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return addressBook_ != nullptr; }
    [[nodiscard]] std::string where() const override { return "own contacts"; }

private:
    [[nodiscard]] directory::AddressBook book() const;
    /// What the address book knows where we do not.
    [[nodiscard]] core::Task<Matches> completed(Matches own, core::Task<Matches> others);

    Own own_;
    std::unique_ptr<directory::ContactSource> addressBook_;
    core::Owner owner_;
};

}  // namespace sidetone::client
