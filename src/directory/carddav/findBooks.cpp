// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/findBooks.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "net/Url.h"

namespace sidetone::directory {
namespace {

using core::ErrorCode;
using Books = std::vector<CopiedBook>;
using Answer = DavClient::Answer;

constexpr const char* looking = "Looking for address books";
constexpr std::size_t mostPages = 10;
constexpr std::size_t mostHomes = 10;
constexpr std::size_t mostBooks = 50;

/// States: at a start or a principal; at a home; done. Each question leads on, back to the next
/// start, or to the end; no page is asked twice.
class Search : public std::enable_shared_from_this<Search> {
public:
    Search(std::shared_ptr<DavClient> client, const std::string& address)
        : client_(std::move(client)), address_(address), starts_(davStarts(address)) {}

    core::Task<Books> run() {
        auto task = promise_.task();
        next();
        return task;
    }

private:
    void next() {
        if (at_ >= starts_.size()) return end();
        look(starts_[at_++]);
    }

    void end() const {
        if (trouble_) return promise_.settle(*trouble_);
        promise_.settle(core::fail(
            ErrorCode::NotFound, std::string(looking) + " at " + core::printable(address_, 200),
            starts_.empty() ? "that is no address of a server" : "there are none",
            "Check the address of the address book."));
    }

    using Failed = std::function<void(const core::Error&)>;
    void ask(const std::string& url, const char* depth, std::string body,
             std::function<void(const Answer&)> then, Failed orElse) {
        DavClient::Question question{looking, "PROPFIND", url, depth, std::move(body)};
        client_->ask(question).then(
            owner_, [self = shared_from_this(), question, then = std::move(then),
                     orElse = std::move(orElse)](const core::Result<Answer>& answer) {
                if (self->promise_.isSettled()) return;
                if (answer && !answer->isRefusal()) return then(*answer);
                orElse(answer ? DavClient::refused(question, answer->status) : answer.error());
            });
    }

    /// Whoever is not let in is not let in at the next door either, and a server that cannot be
    /// reached has no other door.
    void failed(const core::Error& error) {
        const bool goesOn =
            error.code == ErrorCode::NotFound || error.code == ErrorCode::BadAnswer ||
            error.code == ErrorCode::Forbidden || error.code == ErrorCode::Unsupported;
        if (!trouble_ || !goesOn) trouble_ = error;
        if (!goesOn) return end();
        next();
    }

    void look(const std::string& url) {
        if (asked_.size() >= mostPages || !asked_.insert(url).second) return next();
        ask(
            url, "0", askWhere(), [this](const Answer& answer) { found(answer); },
            [this](const core::Error& error) { failed(error); });
    }

    void found(const Answer& answer) {
        if (answer.content.resources.empty()) return next();
        const auto& here = answer.content.resources.front();
        if (here.isBook) {
            add(answer.url, here.name);
            return promise_.settle(books_);
        }
        homes_.clear();
        for (const auto& home : here.homes) {
            if (homes_.size() >= mostHomes) break;
            if (const auto url = absolute(answer.url, home)) homes_.push_back(*url);
        }
        if (!homes_.empty()) return listHome(0);
        const auto principal = absolute(answer.url, here.principal);
        if (!here.principal.empty() && principal) return look(*principal);
        next();
    }

    void listHome(std::size_t which) {
        if (which >= homes_.size()) {
            if (books_.empty()) return next();
            return promise_.settle(books_);
        }
        ask(
            homes_[which], "1", askBooks(),
            [this, which](const Answer& answer) {
                take(answer);
                listHome(which + 1);
            },
            [this, which](const core::Error& error) {
                // What the other homes have counts all the same.
                trouble_ = error;
                listHome(which + 1);
            });
    }

    void take(const Answer& home) {
        for (const auto& resource : home.content.resources) {
            if (!resource.isBook) continue;
            if (const auto url = absolute(home.url, resource.href)) add(*url, resource.name);
        }
    }

    void add(const std::string& url, const std::string& name) {
        const bool isThere = std::any_of(books_.begin(), books_.end(),
                                         [&](const auto& book) { return book.url == url; });
        if (isThere || books_.size() >= mostBooks) return;
        CopiedBook book;
        book.url = url;
        book.name = core::printable(core::trim(name), 100);
        books_.push_back(std::move(book));
    }

    static std::optional<std::string> absolute(const std::string& from, const std::string& href) {
        const auto base = net::HttpUrl::parse(from);
        if (!base) return std::nullopt;
        const auto url = base->redirected(href);
        return url ? std::optional(url->text) : std::nullopt;
    }

    std::shared_ptr<DavClient> client_;
    std::string address_;
    std::vector<std::string> starts_;
    std::size_t at_ = 0;
    std::set<std::string> asked_;
    std::vector<std::string> homes_;
    Books books_;
    std::optional<core::Error> trouble_;
    core::Promise<Books> promise_;
    core::Owner owner_;
};

}  // namespace

std::vector<std::string> davStarts(const std::string& address) {
    auto text = std::string(core::trim(address));
    if (text.find("://") == std::string::npos) {
        text =
            "https://" + text.substr(text.find('@') == std::string::npos ? 0 : text.rfind('@') + 1);
    }
    const auto url = net::HttpUrl::parse(text);
    if (!url) return {};
    std::vector<std::string> starts;
    const auto path = url->text.find('/', url->text.find("://") + 3);
    const auto server = url->text.substr(0, path);
    if (path != std::string::npos && url->text.size() > path + 1) starts.push_back(url->text);
    starts.push_back(server + "/.well-known/carddav");
    starts.push_back(server + "/");
    return starts;
}

core::Task<Books> findBooks(std::shared_ptr<DavClient> client, const std::string& address) {
    return std::make_shared<Search>(std::move(client), address)->run();
}

}  // namespace sidetone::directory
