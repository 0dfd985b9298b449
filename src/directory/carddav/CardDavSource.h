// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Random.h"
#include "directory/books/BookSource.h"
#include "directory/carddav/DavClient.h"
#include "directory/carddav/copies.h"

namespace sidetone::directory {

/// Where the address books are and whose they are. The password comes by a port.
struct CardDavAccess {
    std::string address;  ///< a URL, a host, or a mail address
    std::string user;

    friend bool operator==(const CardDavAccess&, const CardDavAccess&) = default;
};

/// The person's address books on a CardDAV server (RFC 6352), as a contact source (DIR-16). A copy
/// of them is kept, also on the disk, and answers at once and without the server; it is brought up
/// to date where the last time is a quarter of an hour ago, when somebody asks. Of a book that is
/// too large for a copy, the server is asked at each search. Nothing is ever written there. A
/// password that was refused is not tried again by itself: servers lock accounts. Errors of its
/// tasks: the last reading's, where there is no copy. Protocol thread.
class CardDavSource final : public BookSource {
public:
    /// All must outlive the source.
    struct Ports {
        net::HttpClient& http;
        core::Clock& clock;
        core::Random& random;
        Background background;
        std::function<core::Task<core::Secret>()> password;  ///< NotFound: there is none
        std::function<core::Task<std::string>()> load;       ///< what was saved; may be empty
        std::function<void(std::string)> save;
    };
    CardDavSource(CardDavAccess access, Ports ports, CopyLimits limits = {});

    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] std::string where() const override { return access_.address; }

    [[nodiscard]] core::Task<void> read() override;
    [[nodiscard]] BookState state() const override;

private:
    /// Nothing was loaded yet; loading; ready to answer or to read.
    enum class Phase { New, Loading, Loaded };
    void withBook(Ready ready) override;
    void load();
    void loaded(const core::Result<std::string>& text);
    [[nodiscard]] bool isDue() const;
    void startReading();
    void askFor(const core::Secret& password);
    void found(core::Result<std::vector<CopiedBook>> books);
    void syncNext(std::size_t which);
    void synced(std::size_t which, core::Result<CopiedBook> book);
    /// Puts the copies in place when their people are known.
    void finishReading();
    void endReading();
    void usePeople(std::shared_ptr<const Copies> copies, std::function<void()> then);
    void answerAll();
    [[nodiscard]] std::string account() const;
    [[nodiscard]] core::Task<std::vector<Person>> askServer(const std::string& text, int limit,
                                                            std::vector<Person> known);

    CardDavAccess access_;
    Ports ports_;
    CopyLimits limits_;
    Phase phase_ = Phase::New;
    bool isReading_ = false;
    std::shared_ptr<DavClient> client_;
    std::shared_ptr<const Copies> copies_;
    std::vector<CopiedBook> fresh_;  ///< while reading
    CopiedPeople people_;
    std::optional<core::Error> trouble_;
    std::optional<core::Error> readingTrouble_;
    std::optional<core::Instant> tried_;
    std::vector<Ready> waiting_;
    std::vector<core::Promise<void>> readers_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    core::Owner owner_;
};

}  // namespace sidetone::directory
