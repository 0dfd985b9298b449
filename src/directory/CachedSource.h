// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "directory/ContactSource.h"
#include "directory/PeopleIndex.h"
#include "directory/SearchMemory.h"

namespace sidetone::store {
class Store;
}

namespace sidetone::directory {

/// A contact source that remembers, in the person's own store and encrypted as that is, who has
/// which address and number: for a day, and for an hour that nobody has (reference/directory.md 7).
/// Where the source cannot be asked, what was known before still counts, whatever its age (DIR-11,
/// DIR-14). Whom a search found is kept in memory; where the organisation wants it, everybody is,
/// and on the disk. Pictures go through.
class CachedSource final : public ContactSource {
public:
    /// Store and clock must outlive the source. `presenceDomain` is of addresses made of user
    /// names.
    CachedSource(std::unique_ptr<ContactSource> source, store::Store& store, core::Clock& clock,
                 std::string presenceDomain = {});

    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<Photo> photo(Person person, std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return source_->hasPhotos(); }
    [[nodiscard]] core::Task<void> everybody(std::function<void(Person)> each) override;
    [[nodiscard]] std::string where() const override { return source_->where(); }
    [[nodiscard]] std::string lastQuestion() const override { return source_->lastQuestion(); }

    /// Everybody into memory: from the disk, and from the source where that is older than a day
    /// or there is nothing. How many there are. Errors: the source's, where the disk has nothing.
    [[nodiscard]] core::Task<std::size_t> readEverybody();
    /// Whom this computer knows already, without asking anybody.
    [[nodiscard]] std::vector<Person> known(const std::string& text, std::size_t limit) const {
        return index_.search(text, limit);
    }
    /// Whether known() has all that the source would find now: everybody is known, or somebody
    /// was just found by such a search (SearchMemory). A source that failed is asked again.
    [[nodiscard]] bool knowsAnswer(const std::string& text, std::size_t limit) const;
    /// Whether everybody is in memory.
    [[nodiscard]] bool knowsEverybody() const { return isWhole_; }

private:
    struct Look;
    struct Reading;
    /// What the memory has of one key.
    struct Known {
        std::optional<Person> person;
        core::WallTime stored;
    };
    [[nodiscard]] core::Task<Matches> look(std::shared_ptr<Look> look);
    void readNext(const std::shared_ptr<Look>& look);
    void askMissing(const std::shared_ptr<Look>& look);
    void answered(const std::shared_ptr<Look>& look, const core::Result<Matches>& found);
    void keep(const std::string& key, const std::optional<Person>& person);
    [[nodiscard]] bool isFresh(const Known& known) const;
    [[nodiscard]] std::optional<Person> inIndex(const Look& look, std::size_t at) const;
    void readChunk(const std::shared_ptr<Reading>& reading);
    void askEverybody(const std::shared_ptr<Reading>& reading);
    void collect(const std::shared_ptr<Reading>& reading, const Person& person);
    void write(const std::string& name, std::string value);

    std::unique_ptr<ContactSource> source_;
    store::Store& store_;
    core::Clock& clock_;
    std::string presenceDomain_;
    std::map<std::string, Known> memory_;  ///< in front of the disk
    PeopleIndex index_;
    SearchMemory searched_;
    bool isWhole_ = false;
    core::Owner owner_;
};

}  // namespace sidetone::directory
