// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/syncBook.h"

#include <QByteArray>
#include <algorithm>
#include <vector>

#include "net/Url.h"

namespace sidetone::directory {
namespace {

using core::ErrorCode;
using Answer = DavClient::Answer;
using Question = DavClient::Question;

constexpr const char* reading = "Reading the address book";

/// States: listing the changes (page by page), or all tags; fetching the cards that are missing
/// (some at a time); done. A server that has forgotten the token sends it back to listing once.
class Sync : public std::enable_shared_from_this<Sync> {
public:
    Sync(std::shared_ptr<DavClient> client, CopiedBook before, CopyLimits limits)
        : client_(std::move(client)),
          book_(std::move(before)),
          limits_(limits),
          base_(net::HttpUrl::parse(book_.url)),
          ownKey_(ownKeyOf(book_.url)),
          atOnce_(limits.cardsAtOnce) {}

    core::Task<CopiedBook> run() {
        auto task = promise_.task();
        book_.isTooLarge = false;
        old_ = book_.cards;
        isAnew_ = book_.syncToken.empty();
        askForChanges();
        return task;
    }

private:
    void ask(const char* method, const char* depth, std::string body,
             std::function<void(const Answer&)> then) {
        Question question{reading, method, book_.url, depth, std::move(body)};
        client_->ask(question).then(owner_, [self = shared_from_this(), then = std::move(then)](
                                                const core::Result<Answer>& answer) {
            if (self->promise_.isSettled()) return;
            if (answer) return then(*answer);
            self->failed(answer.error());
        });
    }

    void askForChanges() {
        // Everything is listed where there is no token: who is not in it is gone.
        if (isAnew_ && pages_ == 0) book_.cards.clear();
        ask("REPORT", "0", askChanges(book_.syncToken),
            [this](const Answer& answer) { changes(answer); });
    }

    void changes(const Answer& answer) {
        if (answer.isRefusal() || answer.content.syncToken.empty()) {
            // Once more from the start; where that is refused too, there is no such list here.
            if (isAnew_) return askForTags();
            isAnew_ = true;
            pages_ = 0;
            book_.syncToken.clear();
            return askForChanges();
        }
        bool isCut = false;
        for (const auto& resource : answer.content.resources) {
            const auto key = keyOf(resource.href);
            if (!key) continue;
            if (*key == ownKey_) {
                isCut = isCut || resource.status == 507;
            } else if (resource.status == 404) {
                book_.cards.erase(*key);
            } else if (resource.status == 0) {
                list(*key, resource);
            }
        }
        const bool isSame = answer.content.syncToken == book_.syncToken;
        book_.syncToken = answer.content.syncToken;
        if (book_.cards.size() > limits_.cards) return tooLarge();
        // A server that says "there is more" for ever is not believed.
        if (isCut && !isSame && ++pages_ < limits_.pages) return askForChanges();
        fetch();
    }

    void askForTags() {
        book_.syncToken.clear();
        book_.cards.clear();
        ask("PROPFIND", "1", askTags(), [this](const Answer& answer) {
            if (answer.isRefusal()) {
                return promise_.settle(
                    DavClient::refused({reading, {}, book_.url, {}, {}}, answer.status));
            }
            for (const auto& resource : answer.content.resources) {
                const auto key = keyOf(resource.href);
                if (!key || *key == ownKey_ || resource.tag.empty()) continue;
                list(*key, resource);
            }
            if (book_.cards.size() > limits_.cards) return tooLarge();
            fetch();
        });
    }

    /// There is such a card: the one that we have, or one to be fetched.
    void list(const std::string& key, const DavResource& resource) {
        const auto known = old_.find(key);
        const bool isKnown =
            known != old_.end() && !resource.tag.empty() && known->second.tag == resource.tag;
        if (isKnown) {
            book_.cards[key] = known->second;
        } else {
            book_.cards[key] = {resource.href, {}, {}};
            missing_.push_back(key);
        }
    }

    void fetch() {
        while (!missing_.empty() && !book_.cards.contains(missing_.back())) missing_.pop_back();
        if (missing_.empty()) return finish();
        std::vector<std::string> hrefs;
        asked_.clear();
        for (auto at = missing_.rbegin(); at != missing_.rend() && hrefs.size() < atOnce_; ++at) {
            const auto card = book_.cards.find(*at);
            asked_.push_back(*at);
            if (card != book_.cards.end()) hrefs.push_back(card->second.href);
        }
        ask("REPORT", "1", askCards(hrefs), [this](const Answer& answer) { fetched(answer); });
    }

    void fetched(const Answer& answer) {
        if (answer.isRefusal()) {
            return promise_.settle(
                DavClient::refused({reading, {}, book_.url, {}, {}}, answer.status));
        }
        for (const auto& resource : answer.content.resources) {
            const auto key = keyOf(resource.href);
            const auto card = key ? book_.cards.find(*key) : book_.cards.end();
            if (card == book_.cards.end() || !resource.card) continue;
            card->second.tag = resource.tag;
            card->second.text = std::make_shared<const std::string>(*resource.card);
        }
        goOn();
    }

    /// What was asked for is not asked for again, whatever came: no server holds us here.
    void goOn() {
        missing_.resize(missing_.size() - asked_.size());
        bytes_ = 0;
        for (const auto& [key, card] : book_.cards) bytes_ += card.text ? card.text->size() : 0;
        if (bytes_ > limits_.bytes) return tooLarge();
        fetch();
    }

    /// Fewer cards at once may be small enough; one that is too large alone is left out.
    void failed(const core::Error& error) {
        if (error.code != ErrorCode::TooLarge) return promise_.settle(error);
        if (asked_.empty()) return tooLarge();
        if (atOnce_ == 1) return goOn();
        atOnce_ = std::max<std::size_t>(atOnce_ / 4, 1);
        fetch();
    }

    void tooLarge() {
        book_.cards.clear();
        book_.syncToken.clear();
        book_.isTooLarge = true;
        promise_.settle(book_);
    }

    void finish() const { promise_.settle(book_); }

    /// Of a resource below the book, or the book itself; nothing else counts.
    [[nodiscard]] std::optional<std::string> keyOf(const std::string& href) const {
        auto path = href;
        if (!href.starts_with('/') || href.starts_with("//")) {
            if (!base_) return std::nullopt;
            const auto url = base_->redirected(href);
            if (!url || davServerOf(url->text) != base_->server.text()) return std::nullopt;
            path = url->text.substr(url->text.find('/', url->text.find("://") + 3));
        }
        auto key = decoded(path);
        if (key + "/" == ownKey_) key = ownKey_;
        return key.starts_with(ownKey_) ? std::optional(std::move(key)) : std::nullopt;
    }
    /// Servers write the same path with more or fewer characters encoded.
    [[nodiscard]] static std::string decoded(const std::string& path) {
        return QByteArray::fromPercentEncoding(QByteArray::fromStdString(path)).toStdString();
    }
    [[nodiscard]] static std::string ownKeyOf(const std::string& url) {
        const auto begin = url.find('/', url.find("://") + 3);
        auto key = begin == std::string::npos ? "/" : decoded(url.substr(begin));
        if (!key.ends_with('/')) key += '/';
        return key;
    }

    std::shared_ptr<DavClient> client_;
    CopiedBook book_;
    CopyLimits limits_;
    core::Result<net::HttpUrl> base_;
    std::string ownKey_;  ///< ends with a slash
    std::map<std::string, CopiedCard> old_;
    std::vector<std::string> missing_;  ///< keys; the last ones first
    std::vector<std::string> asked_;    ///< the last of them, under way
    std::size_t atOnce_;
    std::size_t bytes_ = 0;
    int pages_ = 0;
    bool isAnew_ = false;
    core::Promise<CopiedBook> promise_;
    core::Owner owner_;
};

}  // namespace

core::Task<CopiedBook> syncBook(std::shared_ptr<DavClient> client, CopiedBook before,
                                CopyLimits limits) {
    return std::make_shared<Sync>(std::move(client), std::move(before), limits)->run();
}

}  // namespace sidetone::directory
