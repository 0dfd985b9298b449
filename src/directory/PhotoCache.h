// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "directory/ContactSource.h"

namespace sidetone::store {
class Store;
}

namespace sidetone::directory {

/// People's pictures on the disk, in the person's own store and encrypted as that is (DIR-15). A
/// picture, and that there is none, is asked for once a day, with the tag of the one that is known
/// (reference/directory.md 7); of a server that does not answer nothing is asked for a minute, and
/// a picture that was refused is not asked for again for an hour. The oldest go where all together
/// are too many bytes, and whose nobody wanted for 30 days.
class PhotoCache {
public:
    struct Limits {
        std::int64_t bytes = 24 << 20;
        std::size_t atOnce = 4;  ///< questions to the source; the others wait
    };
    /// Store and clock must outlive the cache.
    PhotoCache(store::Store& store, core::Clock& clock, Limits limits);
    PhotoCache(store::Store& store, core::Clock& clock) : PhotoCache(store, clock, Limits()) {}

    /// The picture's bytes; empty where there is none, and where it cannot be fetched now. The
    /// source must outlive the cache, or forget() comes first.
    [[nodiscard]] core::Task<std::string> photo(ContactSource& source, const Person& person);
    /// Ends all that is under way.
    void forget();
    /// Questions that went to sources so far.
    [[nodiscard]] std::size_t asked() const { return asked_; }

private:
    struct Want;
    struct Stored;
    using Waiting = core::Promise<std::string>;
    void read(const std::shared_ptr<Want>& want);
    void queue(const std::shared_ptr<Want>& want);
    void askNext();
    void ask(const std::shared_ptr<Want>& want);
    void answered(const std::shared_ptr<Want>& want, core::Result<Photo> photo);
    void keep(const std::shared_ptr<Want>& want);
    void finish(const std::shared_ptr<Want>& want);
    void forgetUnused();

    store::Store& store_;
    core::Clock& clock_;
    Limits limits_;
    std::map<std::string, std::shared_ptr<Want>> wanted_;  ///< by name, until they are answered
    std::deque<std::shared_ptr<Want>> queue_;
    std::map<std::string, core::Instant> troubled_;  ///< servers that did not answer, since when
    std::map<std::string, core::Instant> refused_;   ///< names of pictures, since when
    std::size_t running_ = 0;
    std::size_t asked_ = 0;
    bool hasForgotten_ = false;  ///< what nobody wanted for long
    std::int64_t written_ = 0;   ///< bytes since the last look at the size
    core::Owner owner_;
};

}  // namespace sidetone::directory
