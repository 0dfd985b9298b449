// SPDX-License-Identifier: GPL-3.0-or-later
#include "ScriptedBrowser.h"

#include <QString>
#include <QUrl>
#include <QUrlQuery>

namespace sidetone::test {
namespace {

std::string attribute(const std::string& tag, const std::string& name) {
    const auto at = tag.find(name + "=\"");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 2;
    auto value = QString::fromStdString(tag.substr(begin, tag.find('"', begin) - begin));
    return value.replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&amp;"), QLatin1String("&"))
        .toStdString();
}

std::string encoded(const std::string& text) {
    return QUrl::toPercentEncoding(QString::fromStdString(text)).toStdString();
}

}  // namespace

core::Task<signin::Answer> ScriptedBrowser::ask(signin::Question question) {
    promise_ = {};
    if (question.kind == signin::Question::Kind::Browser) open(question.url);
    return promise_.task();
}

void ScriptedBrowser::open(const std::string& url) {
    net::HttpRequest request;
    const auto mark = url.find('#');
    fragment_ = mark == std::string::npos ? std::string() : url.substr(mark + 1);
    request.url = url.substr(0, mark);
    send(std::move(request));
}

void ScriptedBrowser::send(net::HttpRequest request) {
    const auto url = request.url;
    http_.send(std::move(request))
        .then(owner_, [this, url](const core::Result<net::HttpResponse>& answer) {
            if (answer) {
                arrived(url, *answer);
            } else {
                qWarning("browser: %s", answer.error().sentence().c_str());
            }
        });
}

void ScriptedBrowser::arrived(const std::string& url, const net::HttpResponse& answer) {
    if (answer.status == 302) return follow(url, std::string(answer.header("location")));
    if (answer.status != 200) {
        qWarning("browser: %d %s", answer.status, answer.body.c_str());
        return;
    }
    const bool hasScript = answer.body.find("location.hash") != std::string::npos;
    if (hasScript && !fragment_.empty()) {
        net::HttpRequest request;
        request.method = "POST";
        request.url = url;
        request.body = std::exchange(fragment_, {});
        return send(std::move(request));
    }
    if (answer.body.find("<form") != std::string::npos) submit(url, answer.body);
}

void ScriptedBrowser::follow(const std::string& url, const std::string& location) {
    if (location.starts_with("ciscojabber:")) {
        ++links;
        if (openLink) openLink(location);
        return;
    }
    const auto target =
        QUrl(QString::fromStdString(url)).resolved(QUrl(QString::fromStdString(location)));
    open(target.toString(QUrl::FullyEncoded).toStdString());
}

void ScriptedBrowser::submit(const std::string& url, const std::string& page) {
    std::string body;
    for (auto at = page.find("<input"); at != std::string::npos; at = page.find("<input", at + 1)) {
        const auto tag = page.substr(at, page.find('>', at) - at);
        const auto name = attribute(tag, "name");
        auto value = attribute(tag, "value");
        if (name == "username") value = user_;
        if (name == "password") {
            value = password_.reveal();
            ++forms;
        }
        body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    }
    const auto begin = page.find("<form");
    const auto action = attribute(page.substr(begin, page.find('>', begin) - begin), "action");
    net::HttpRequest request;
    request.method = "POST";
    request.url = QUrl(QString::fromStdString(url))
                      .resolved(QUrl(QString::fromStdString(action)))
                      .toString(QUrl::FullyEncoded)
                      .toStdString();
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = std::move(body);
    send(std::move(request));
}

}  // namespace sidetone::test
