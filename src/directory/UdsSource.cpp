// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/UdsSource.h"

#include <algorithm>
#include <memory>

#include "config/Uds.h"
#include "core/text.h"
#include "directory/fetchPhoto.h"
#include "directory/matchPeople.h"
#include "directory/numberForms.h"
#include "directory/percentEncoded.h"
#include "directory/photoUrl.h"
#include "directory/udsRelease.h"

namespace sidetone::directory {
namespace {

/// Of one answer; call managers give no more (reference/provisioning.md 5.4).
constexpr std::size_t largestPage = 500;
constexpr std::size_t mostPeople = 200'000;

Person personOf(const config::UdsPerson& uds, const UdsAccess& access) {
    Person person;
    person.name = uds.displayName.empty() ? uds.firstName + " " + uds.lastName : uds.displayName;
    person.title = uds.title;
    person.department = uds.department;
    person.userName = uds.userName;
    person.mail = core::lowerAscii(uds.email);
    person.key = uds.id.empty() ? uds.userName : uds.id;
    person.photoUrl = photoUrl(access.photoUrl, userNameToken, uds.userName);
    auto address = core::Address::parse(uds.userName + "@" + access.presenceDomain);
    if (address) person.address = std::move(*address);
    for (const auto* number : {&uds.phoneNumber, &uds.mobileNumber, &uds.homeNumber}) {
        if (!number->empty()) person.numbers.push_back(*number);
    }
    return person;
}

}  // namespace

struct UdsSource::Search {
    std::string query;
    std::size_t server = 0;
    core::Promise<Page> promise;
    std::optional<core::Error> lastError;
};

UdsSource::UdsSource(net::HttpClient& http, UdsAccess access)
    : http_(http), access_(std::move(access)) {}

/// Addresses or numbers, one question each: the resource takes no lists.
struct UdsSource::Batch {
    std::vector<core::Address> addresses;
    std::vector<std::string> numbers;
    std::size_t at = 0;
    Matches matches;
    core::Promise<Matches> promise;
};

core::Task<std::vector<Person>> UdsSource::search(std::string text, int limit) {
    const auto words = core::trim(text);
    const auto what = isNumber(words) ? "number=" : "name=";
    return get(what + percentEncoded(words) + "&max=" + std::to_string(limit));
}

core::Task<ContactSource::Matches> UdsSource::withAddresses(std::vector<core::Address> addresses) {
    auto batch = std::make_shared<Batch>();
    batch->addresses = std::move(addresses);
    auto task = batch->promise.task();
    next(batch);
    return task;
}

core::Task<ContactSource::Matches> UdsSource::withNumbers(std::vector<std::string> numbers) {
    auto batch = std::make_shared<Batch>();
    batch->numbers = std::move(numbers);
    auto task = batch->promise.task();
    next(batch);
    return task;
}

void UdsSource::next(const std::shared_ptr<Batch>& batch) {
    const auto count = std::max(batch->addresses.size(), batch->numbers.size());
    if (batch->at >= count) return batch->promise.settle(std::move(batch->matches));
    const auto at = batch->at++;
    const bool byAddress = !batch->addresses.empty();
    std::string query;
    if (!byAddress) {
        // The end of the number: how it begins depends on where it was written.
        query = "numberlast=" + lastDigits(batch->numbers[at], 7);
    } else if (batch->addresses[at].domain() == access_.presenceDomain) {
        query = "username=" + percentEncoded(batch->addresses[at].user());
    } else {
        query = "email=" + percentEncoded(batch->addresses[at].text());
    }
    get(query + "&max=10").then(owner_, [this, batch, at, byAddress](auto people) {
        if (!people) return batch->promise.settle(people.error());
        auto found = byAddress
                         ? matchAddresses(*people, {batch->addresses[at]}, access_.presenceDomain)
                         : matchNumbers(*people, {batch->numbers[at]});
        batch->matches.push_back(std::move(found.front()));
        next(batch);
    });
}

core::Task<Photo> UdsSource::photo(Person person, std::string knownTag) {
    if (person.photoUrl.empty()) return core::Task<Photo>::ready(Photo());
    return fetchPhoto(http_, person.photoUrl, knownTag);
}

/// Everybody, a page after the other.
struct UdsSource::Pages {
    std::function<void(Person)> each;
    std::size_t count = 0;
    core::Promise<void> promise;
};

core::Task<void> UdsSource::everybody(std::function<void(Person)> each) {
    auto pages = std::make_shared<Pages>();
    pages->each = std::move(each);
    auto task = pages->promise.task();
    nextPage(pages);
    return task;
}

void UdsSource::nextPage(const std::shared_ptr<Pages>& pages) {
    const auto start = std::to_string(pages->count);
    getPage("start=" + start + "&max=" + std::to_string(largestPage))
        .then(owner_, [this, pages](core::Result<Page> page) {
            if (pages->promise.isSettled()) return;
            if (!page) return pages->promise.settle(page.error());
            pages->count += page->people.size();
            for (auto& person : page->people) pages->each(std::move(person));
            // A server that goes on for ever is not followed.
            const bool isAll =
                pages->count >= static_cast<std::size_t>(page->total) || pages->count >= mostPeople;
            if (page->people.empty() || isAll) return pages->promise.settle({});
            nextPage(pages);
        });
}

std::string UdsSource::where() const {
    return access_.servers.empty() ? std::string() : access_.servers.front().text();
}

core::Task<std::vector<Person>> UdsSource::get(std::string query) {
    core::Promise<std::vector<Person>> promise;
    auto task = promise.task();
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    getPage(std::move(query)).then(*owner, [promise, owner](core::Result<Page> page) {
        if (!page) return promise.settle(page.error());
        promise.settle(std::move(page->people));
    });
    return task;
}

core::Task<UdsSource::Page> UdsSource::getPage(std::string query) {
    auto search = std::make_shared<Search>();
    search->query = "/cucm-uds/users?" + query;
    lastQuestion_ = "GET " + search->query;
    auto task = search->promise.task();
    ask(std::move(search));
    return task;
}

void UdsSource::ask(std::shared_ptr<Search> search) {
    if (search->promise.isSettled()) return;
    if (search->server >= access_.servers.size()) {
        search->promise.settle(search->lastError.value_or(
            core::fail(core::ErrorCode::Unreachable, "Searching the directory",
                       "the deployment names no server for it")));
        return;
    }
    if (!access_.tokens) return send(search, {});
    access_.tokens->accessToken().then(owner_, [this, search](core::Result<core::Secret> token) {
        if (!token) return search->promise.settle(token.error());
        send(search, *token);
    });
}

void UdsSource::send(const std::shared_ptr<Search>& search,
                     const std::optional<core::Secret>& token) {
    net::HttpRequest request;
    request.url = "https://" + access_.servers[search->server].text() + search->query;
    request.bearer = token;
    if (!token && !access_.credentials.password.isEmpty()) request.basic = access_.credentials;
    request.timeout = std::chrono::seconds(5);
    ++requests_;
    http_.send(std::move(request)).then(owner_, [this, search](auto response) {
        ++search->server;
        if (!response) {
            search->lastError = response.error();
            return ask(search);
        }
        if (response->status == 404) {
            search->lastError = noPeopleSearch(response->remoteAddress, access_.release);
            return ask(search);
        }
        if (response->status != 200) {
            search->lastError =
                core::fail(response->status == 401 ? core::ErrorCode::Unauthorised
                                                   : core::ErrorCode::BadAnswer,
                           "Searching the directory on " + response->remoteAddress,
                           "the server answered with status " + std::to_string(response->status));
            return ask(search);
        }
        auto users = config::parseUdsUsers(response->body);
        if (!users) return search->promise.settle(users.error());
        Page page;
        page.total = users->totalCount;
        for (const auto& uds : users->people) page.people.push_back(personOf(uds, access_));
        search->promise.settle(std::move(page));
    });
}

}  // namespace sidetone::directory
