// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/fetchFile.h"

#include <utility>

#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr int firstWithHttpsFiles = 11;
constexpr std::string_view plainPort = ":6970/";

/// One file, going from address to address. It lives as long as its task is waited for.
class Fetch : public std::enable_shared_from_this<Fetch> {
public:
    Fetch(Context& context, std::vector<std::string> urls)
        : context_(context), urls_(std::move(urls)) {}

    core::Task<net::HttpResponse> start() {
        auto task = promise_.task();
        self_ = shared_from_this();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        fetchNext();
        return task;
    }

private:
    void fetchNext() {
        if (next_ >= urls_.size()) {
            finish(failure_);
            return;
        }
        const auto url = urls_[next_++];
        net::HttpRequest request;
        request.url = url;
        request.timeout = context_.options.fileLimit;
        context_.http()
            .send(std::move(request))
            .then(owner_, [this, url](core::Result<net::HttpResponse> answer) {
                if (answer && answer->status == 200) {
                    finish(std::move(answer));
                    return;
                }
                auto error =
                    answer ? statusError(answer->status, "Fetching " + url) : answer.error();
                // "It does not exist" is known only where every server says so.
                if (next_ == 1 || failure_.code == core::ErrorCode::NotFound) {
                    failure_ = std::move(error);
                }
                fetchNext();
            });
    }
    void finish(core::Result<net::HttpResponse> answer) {
        const auto keep = self_;
        end();
        promise_.settle(std::move(answer));
    }
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        owner_.cancelAll();
    }

    Context& context_;
    std::vector<std::string> urls_;
    std::size_t next_ = 0;
    core::Error failure_ = core::fail(core::ErrorCode::NotFound, "Fetching a file",
                                      "no server is known that could have it");
    core::Promise<net::HttpResponse> promise_;
    std::shared_ptr<Fetch> self_;
    core::Owner owner_;
};

}  // namespace

core::Task<net::HttpResponse> fetchFile(Context& context, std::vector<std::string> urls) {
    return std::make_shared<Fetch>(context, std::move(urls))->start();
}

std::string fileUrl(const std::string& uri, int majorVersion) {
    if (majorVersion < firstWithHttpsFiles || uri.rfind("http://", 0) != 0) return uri;
    const auto port = uri.find(plainPort, 7);
    if (port == std::string::npos) return uri;
    return "https://" + uri.substr(7, port - 7) + ":6972/" + uri.substr(port + plainPort.size());
}

std::string fileUrlOn(const std::string& host, const std::string& name, int majorVersion) {
    const bool isSecure = majorVersion >= firstWithHttpsFiles;
    const net::Endpoint server{host, static_cast<std::uint16_t>(isSecure ? 6972 : 6970)};
    return (isSecure ? "https://" : "http://") + server.text() + "/" + name;
}

std::string hostOf(const std::string& url) {
    const auto begin = url.find("://");
    if (begin == std::string::npos) return {};
    const auto rest = url.substr(begin + 3, url.find('/', begin + 3) - begin - 3);
    if (!rest.empty() && rest.front() == '[') return rest.substr(1, rest.find(']') - 1);
    return rest.substr(0, rest.find(':'));
}

}  // namespace sidetone::signin
