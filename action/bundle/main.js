"use strict";var __create=Object.create;var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __getProtoOf=Object.getPrototypeOf,__hasOwnProp=Object.prototype.hasOwnProperty;var __esm=(fn,res,err)=>function(){if(err)throw err[0];try{return fn&&(res=(0,fn[__getOwnPropNames(fn)[0]])(fn=0)),res}catch(e){throw err=[e],e}};var __commonJS=(cb,mod)=>function(){try{return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports}catch(e){throw mod=0,e}};var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:!0})},__copyProps=(to,from,except,desc)=>{if(from&&typeof from==
"object"||typeof from=="function")for(let key of __getOwnPropNames(from))!__hasOwnProp.call(to,key)&&key!==except&&__defProp(to,key,{get:()=>from[key],enumerable:!(desc=
__getOwnPropDesc(from,key))||desc.enumerable});return to};var __toESM=(mod,isNodeMode,target)=>(target=mod!=null?__create(__getProtoOf(mod)):{},__copyProps(isNodeMode||!mod||!mod.__esModule?__defProp(target,"default",{
value:mod,enumerable:!0}):target,mod));function getUserAgent(){return typeof navigator=="object"&&"userAgent"in navigator?navigator.userAgent:typeof process=="object"&&process.version!==void 0?`Node.\
js/${process.version.substr(1)} (${process.platform}; ${process.arch})`:"<environment undetectable>"}var init_universal_user_agent=__esm({"node_modules/universa\
l-user-agent/index.js"(){"use strict"}});function register(state,name,method,options){if(typeof method!="function")throw new Error("method for before hook must be a function");return options||(options=
{}),Array.isArray(name)?name.reverse().reduce((callback,name2)=>register.bind(null,state,name2,callback,options),method)():Promise.resolve().then(()=>state.registry[name]?
state.registry[name].reduce((method2,registered)=>registered.hook.bind(null,method2,options),method)():method(options))}var init_register=__esm({"node_modules/b\
efore-after-hook/lib/register.js"(){"use strict"}});function addHook(state,kind,name,hook2){let orig=hook2;state.registry[name]||(state.registry[name]=[]),kind==="before"&&(hook2=(method,options)=>Promise.resolve().
then(orig.bind(null,options)).then(method.bind(null,options))),kind==="after"&&(hook2=(method,options)=>{let result;return Promise.resolve().then(method.bind(null,
options)).then(result_=>(result=result_,orig(result,options))).then(()=>result)}),kind==="error"&&(hook2=(method,options)=>Promise.resolve().then(method.bind(null,
options)).catch(error=>orig(error,options))),state.registry[name].push({hook:hook2,orig})}var init_add=__esm({"node_modules/before-after-hook/lib/add.js"(){"use\
 strict"}});function removeHook(state,name,method){if(!state.registry[name])return;let index=state.registry[name].map(registered=>registered.orig).indexOf(method);index!==-1&&
state.registry[name].splice(index,1)}var init_remove=__esm({"node_modules/before-after-hook/lib/remove.js"(){"use strict"}});function bindApi(hook2,state,name){let removeHookRef=bindable(removeHook,null).apply(null,name?[state,name]:[state]);hook2.api={remove:removeHookRef},hook2.remove=
removeHookRef,["before","error","after","wrap"].forEach(kind=>{let args=name?[state,kind,name]:[state,kind];hook2[kind]=hook2.api[kind]=bindable(addHook,null).apply(
null,args)})}function Singular(){let singularHookName=Symbol("Singular"),singularHookState={registry:{}},singularHook=register.bind(null,singularHookState,singularHookName);
return bindApi(singularHook,singularHookState,singularHookName),singularHook}function Collection(){let state={registry:{}},hook2=register.bind(null,state);return bindApi(
hook2,state),hook2}var bind,bindable,before_after_hook_default,init_before_after_hook=__esm({"node_modules/before-after-hook/index.js"(){"use strict";init_register();
init_add();init_remove();bind=Function.bind,bindable=bind.bind(bind);before_after_hook_default={Singular,Collection}}});function lowercaseKeys(object){return object?Object.keys(object).reduce((newObj,key)=>(newObj[key.toLowerCase()]=object[key],newObj),{}):{}}function isPlainObject(value){
if(typeof value!="object"||value===null||Object.prototype.toString.call(value)!=="[object Object]")return!1;let proto=Object.getPrototypeOf(value);if(proto===null)
return!0;let Ctor=Object.prototype.hasOwnProperty.call(proto,"constructor")&&proto.constructor;return typeof Ctor=="function"&&Ctor instanceof Ctor&&Function.prototype.
call(Ctor)===Function.prototype.call(value)}function mergeDeep(defaults,options){let result=Object.assign({},defaults);return Object.keys(options).forEach(key=>{
isPlainObject(options[key])?key in defaults?result[key]=mergeDeep(defaults[key],options[key]):Object.assign(result,{[key]:options[key]}):Object.assign(result,{[key]:options[key]})}),
result}function removeUndefinedProperties(obj){for(let key in obj)obj[key]===void 0&&delete obj[key];return obj}function merge(defaults,route,options){if(typeof route==
"string"){let[method,url]=route.split(" ");options=Object.assign(url?{method,url}:{url:method},options)}else options=Object.assign({},route);options.headers=lowercaseKeys(
options.headers),removeUndefinedProperties(options),removeUndefinedProperties(options.headers);let mergedOptions=mergeDeep(defaults||{},options);return options.
url==="/graphql"&&(defaults&&defaults.mediaType.previews?.length&&(mergedOptions.mediaType.previews=defaults.mediaType.previews.filter(preview=>!mergedOptions.mediaType.
previews.includes(preview)).concat(mergedOptions.mediaType.previews)),mergedOptions.mediaType.previews=(mergedOptions.mediaType.previews||[]).map(preview=>preview.
replace(/-preview/,""))),mergedOptions}function addQueryParameters(url,parameters){let separator=/\?/.test(url)?"&":"?",names=Object.keys(parameters);return names.
length===0?url:url+separator+names.map(name=>name==="q"?"q="+parameters.q.split("+").map(encodeURIComponent).join("+"):`${name}=${encodeURIComponent(parameters[name])}`).
join("&")}function removeNonChars(variableName){return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g,"").split(/,/)}function extractUrlVariableNames(url){let matches=url.
match(urlVariableRegex);return matches?matches.map(removeNonChars).reduce((a,b)=>a.concat(b),[]):[]}function omit(object,keysToOmit){let result={__proto__:null};
for(let key of Object.keys(object))keysToOmit.indexOf(key)===-1&&(result[key]=object[key]);return result}function encodeReserved(str){return str.split(/(%[0-9A-Fa-f]{2})/g).
map(function(part){return/%[0-9A-Fa-f]/.test(part)||(part=encodeURI(part).replace(/%5B/g,"[").replace(/%5D/g,"]")),part}).join("")}function encodeUnreserved(str){
return encodeURIComponent(str).replace(/[!'()*]/g,function(c){return"%"+c.charCodeAt(0).toString(16).toUpperCase()})}function encodeValue(operator,value,key){return value=
operator==="+"||operator==="#"?encodeReserved(value):encodeUnreserved(value),key?encodeUnreserved(key)+"="+value:value}function isDefined(value){return value!=null}
function isKeyOperator(operator){return operator===";"||operator==="&"||operator==="?"}function getValues(context,operator,key,modifier){var value=context[key],
result=[];if(isDefined(value)&&value!=="")if(typeof value=="string"||typeof value=="number"||typeof value=="bigint"||typeof value=="boolean")value=value.toString(),
modifier&&modifier!=="*"&&(value=value.substring(0,parseInt(modifier,10))),result.push(encodeValue(operator,value,isKeyOperator(operator)?key:""));else if(modifier===
"*")Array.isArray(value)?value.filter(isDefined).forEach(function(value2){result.push(encodeValue(operator,value2,isKeyOperator(operator)?key:""))}):Object.keys(
value).forEach(function(k){isDefined(value[k])&&result.push(encodeValue(operator,value[k],k))});else{let tmp=[];Array.isArray(value)?value.filter(isDefined).forEach(
function(value2){tmp.push(encodeValue(operator,value2))}):Object.keys(value).forEach(function(k){isDefined(value[k])&&(tmp.push(encodeUnreserved(k)),tmp.push(encodeValue(
operator,value[k].toString())))}),isKeyOperator(operator)?result.push(encodeUnreserved(key)+"="+tmp.join(",")):tmp.length!==0&&result.push(tmp.join(","))}else operator===
";"?isDefined(value)&&result.push(encodeUnreserved(key)):value===""&&(operator==="&"||operator==="?")?result.push(encodeUnreserved(key)+"="):value===""&&result.
push("");return result}function parseUrl(template){return{expand:expand.bind(null,template)}}function expand(template,context){var operators=["+","#",".","/",";",
"?","&"];return template=template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g,function(_,expression,literal){if(expression){let operator="",values=[];if(operators.indexOf(
expression.charAt(0))!==-1&&(operator=expression.charAt(0),expression=expression.substr(1)),expression.split(/,/g).forEach(function(variable){var tmp=/([^:\*]*)(?::(\d+)|(\*))?/.
exec(variable);values.push(getValues(context,operator,tmp[1],tmp[2]||tmp[3]))}),operator&&operator!=="+"){var separator=",";return operator==="?"?separator="&":
operator!=="#"&&(separator=operator),(values.length!==0?operator:"")+values.join(separator)}else return values.join(",")}else return encodeReserved(literal)}),template===
"/"?template:template.replace(/\/$/,"")}function parse(options){let method=options.method.toUpperCase(),url=(options.url||"/").replace(/:([a-z]\w+)/g,"{$1}"),headers=Object.
assign({},options.headers),body,parameters=omit(options,["method","baseUrl","url","headers","request","mediaType"]),urlVariableNames=extractUrlVariableNames(url);
url=parseUrl(url).expand(parameters),/^http/.test(url)||(url=options.baseUrl+url);let omittedParameters=Object.keys(options).filter(option=>urlVariableNames.includes(
option)).concat("baseUrl"),remainingParameters=omit(parameters,omittedParameters);if(!/application\/octet-stream/i.test(headers.accept)&&(options.mediaType.format&&
(headers.accept=headers.accept.split(/,/).map(format=>format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/,`application/vnd$1$2.${options.mediaType.
format}`)).join(",")),url.endsWith("/graphql")&&options.mediaType.previews?.length)){let previewsFromAcceptHeader=headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g)||
[];headers.accept=previewsFromAcceptHeader.concat(options.mediaType.previews).map(preview=>{let format=options.mediaType.format?`.${options.mediaType.format}`:"\
+json";return`application/vnd.github.${preview}-preview${format}`}).join(",")}return["GET","HEAD"].includes(method)?url=addQueryParameters(url,remainingParameters):
"data"in remainingParameters?body=remainingParameters.data:Object.keys(remainingParameters).length&&(body=remainingParameters),!headers["content-type"]&&typeof body<
"u"&&(headers["content-type"]="application/json; charset=utf-8"),["PATCH","PUT"].includes(method)&&typeof body>"u"&&(body=""),Object.assign({method,url,headers},
typeof body<"u"?{body}:null,options.request?{request:options.request}:null)}function endpointWithDefaults(defaults,route,options){return parse(merge(defaults,route,
options))}function withDefaults(oldDefaults,newDefaults){let DEFAULTS2=merge(oldDefaults,newDefaults),endpoint2=endpointWithDefaults.bind(null,DEFAULTS2);return Object.
assign(endpoint2,{DEFAULTS:DEFAULTS2,defaults:withDefaults.bind(null,DEFAULTS2),merge:merge.bind(null,DEFAULTS2),parse})}var VERSION,userAgent,DEFAULTS,urlVariableRegex,
endpoint,init_dist_bundle=__esm({"node_modules/@octokit/endpoint/dist-bundle/index.js"(){"use strict";init_universal_user_agent();VERSION="0.0.0-development",userAgent=
`octokit-endpoint.js/${VERSION} ${getUserAgent()}`,DEFAULTS={method:"GET",baseUrl:"https://api.github.com",headers:{accept:"application/vnd.github.v3+json","use\
r-agent":userAgent},mediaType:{format:""}};urlVariableRegex=/\{[^{}}]+\}/g;endpoint=withDefaults(null,DEFAULTS)}});function parse2(header,options){let stopFlags=4|(options?.comma===!0?8:0),len=header.length,valueStart=options?.start??0;for(;(CHAR_MAP[header.charCodeAt(valueStart)]&
2)!==0;)valueStart++;let index=valueStart,typeFlags=0,whitespace=-1,stop=options?.parameters===!1?8:0;for(;index<len;){let code=header.charCodeAt(index),flags=CHAR_MAP[code];
if((flags&stopFlags)!==0){stop|=flags&8;break}(flags&2)!==0?whitespace===-1&&(whitespace=index):whitespace=-1,typeFlags|=code&65280|flags,index++}let valueEnd=whitespace===
-1?index:whitespace,value=header.slice(valueStart,valueEnd),type=(typeFlags&65281)===0?value:value.toLowerCase();return index===len||stop!==0?{type,index,parameters:new NullObject}:
parseParameters(header,type,index,len,stopFlags)}function parseParameters(header,type,index,len,stopFlags){let parameters=new NullObject;parameter:for(;index<len;){
for(index++;(CHAR_MAP[header.charCodeAt(index)]&2)!==0;)index++;let keyStart=index,keyFlags=0,keyWhitespace=-1;for(;index<len;){let code=header.charCodeAt(index),
flags=CHAR_MAP[code];if((flags&stopFlags)!==0){if((flags&8)!==0)break parameter;continue parameter}if(code===61){let keyEnd=keyWhitespace===-1?index:keyWhitespace,
value=header.slice(keyStart,keyEnd),key=(keyFlags&65281)===0?value:value.toLowerCase();for(index++;(CHAR_MAP[header.charCodeAt(index)]&2)!==0;)index++;if(index<
len&&header.charCodeAt(index)===34){let quotedStart=++index,escaped=!1;for(;index<len;){let code2=header.charCodeAt(index);if(code2===34){parameters[key]===void 0&&
(parameters[key]=escaped?unescapeQuotedPairs(header,quotedStart,index):header.slice(quotedStart,index)),index++;let stop2=0;for(;index<len;){let code3=header.charCodeAt(
index),flags2=CHAR_MAP[code3];if((flags2&stopFlags)!==0){stop2=flags2&8;break}index++}if(stop2!==0)break parameter;continue parameter}if(code2===92&&index+1<len){
escaped=!0,index+=2;continue}index++}continue parameter}let valueStart=index,stop=0,valueWhitespace=-1;for(;index<len;){let code2=header.charCodeAt(index),flags2=CHAR_MAP[code2];
if((flags2&stopFlags)!==0){stop=flags2&8;break}(flags2&2)!==0?valueWhitespace===-1&&(valueWhitespace=index):valueWhitespace=-1,index++}if(parameters[key]===void 0){
let valueEnd=valueWhitespace===-1?index:valueWhitespace;parameters[key]=header.slice(valueStart,valueEnd)}if(stop!==0)break parameter;continue parameter}(flags&
2)!==0?keyWhitespace===-1&&(keyWhitespace=index):keyWhitespace=-1,keyFlags|=code&65280|flags,index++}}return{type,index,parameters}}function unescapeQuotedPairs(str,start,end){
let result="";for(let index=start;index<end;index++)str.charCodeAt(index)===92&&(result+=str.slice(start,index),start=++index);return result+str.slice(start,end)}
var CHAR_MAP,NullObject,init_dist=__esm({"node_modules/@octokit/request/node_modules/content-type/dist/index.js"(){"use strict";CHAR_MAP=new Uint8Array(256);CHAR_MAP[9]|=
2;CHAR_MAP[32]|=2;CHAR_MAP[59]|=4;CHAR_MAP[44]|=8;for(let code=128;code<=255;code++)CHAR_MAP[code]|=1;for(let char of"!#$%&'*+-.^_`|~")CHAR_MAP[char.charCodeAt(
0)]|=16;for(let code=48;code<=57;code++)CHAR_MAP[code]|=16;for(let code=65;code<=90;code++)CHAR_MAP[code]|=17;for(let code=97;code<=122;code++)CHAR_MAP[code]|=16;
NullObject=(()=>{let C=function(){};return C.prototype=Object.create(null),C})()}});var intRegex,noiseValue,originalStringify,originalParse,customFormat,bigIntsStringify,noiseStringify,isUnstringifiable,isRawJSON,stringifyIteratively,JSONStringify,
featureCache,isContextSourceSupported,convertMarkedBigIntsReviver,JSONParseV2,MAX_INT,MAX_DIGITS,stringsOrLargeNumbers,noiseValueWithQuotes,applyReviverIteratively,
serializeBigInts,JSONParse,init_json_with_bigint=__esm({"node_modules/json-with-bigint/json-with-bigint.js"(){"use strict";intRegex=/^-?\d+$/,noiseValue=/^-?\d+n+$/,
originalStringify=JSON.stringify,originalParse=JSON.parse,customFormat=/^-?\d+n$/,bigIntsStringify=/([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g,noiseStringify=/([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g,
isUnstringifiable=val=>val===void 0||typeof val=="function"||typeof val=="symbol",isRawJSON=val=>val!==null&&typeof val=="object"&&val.constructor&&val.constructor.
name==="RawJSON",stringifyIteratively=(rootValue,replacer,spaceParam)=>{let space="";typeof spaceParam=="number"?space=" ".repeat(Math.min(10,Math.max(0,Math.floor(
spaceParam)))):typeof spaceParam=="string"&&(space=spaceParam.slice(0,10));let isFunctionReplacer=typeof replacer=="function",propertyList=Array.isArray(replacer)?
new Set(replacer.map(String)):null,prepareVal=(parent,key,val)=>(val!==null&&typeof val=="object"&&typeof val.toJSON=="function"&&(val=val.toJSON(key)),typeof val==
"string"&&noiseValue.test(val)?val+"n":typeof val=="bigint"?"rawJSON"in JSON?JSON.rawJSON(val.toString()):val.toString()+"n":(isFunctionReplacer&&(val=replacer.
call(parent,key,val)),val!==null&&typeof val=="object"&&(val instanceof Number||val instanceof String||val instanceof Boolean)&&(val=val.valueOf()),val)),rootProcessed=prepareVal(
{"":rootValue},"",rootValue);if(isUnstringifiable(rootProcessed))return;let isRootPrimitive=rootProcessed===null||typeof rootProcessed!="object",isRootNativeRawJSON=isRawJSON(
rootProcessed);if(isRootPrimitive||isRootNativeRawJSON)return originalStringify(rootProcessed);let chunks=[],level=0,stack=[{parent:{"":rootProcessed},key:"",val:rootProcessed,
isArray:Array.isArray(rootProcessed),keys:Array.isArray(rootProcessed)?null:Object.keys(rootProcessed),index:0,first:!0}],visited=new WeakSet([rootProcessed]);for(;stack.
length>0;){let node=stack[stack.length-1];node.index===0&&(chunks.push(node.isArray?"[":"{"),level++);let isDone=!1;if(node.isArray)if(node.index<node.val.length){
node.first||chunks.push(","),space&&chunks.push(`
`+space.repeat(level));let childRaw=node.val[node.index],childVal=prepareVal(node.val,String(node.index),childRaw);if(isUnstringifiable(childVal))chunks.push("n\
ull"),node.first=!1,node.index++;else{let isComplexObject=childVal!==null&&typeof childVal=="object",isNativeRaw=isRawJSON(childVal);if(isComplexObject&&!isNativeRaw){
if(visited.has(childVal))throw new TypeError("Converting circular structure to JSON");visited.add(childVal),stack.push({parent:node.val,key:String(node.index),val:childVal,
isArray:Array.isArray(childVal),keys:Array.isArray(childVal)?null:Object.keys(childVal),index:0,first:!0}),node.first=!1,node.index++}else chunks.push(originalStringify(
childVal)),node.first=!1,node.index++}}else isDone=!0;else{for(;node.index<node.keys.length;){let k=node.keys[node.index++];if(propertyList&&!propertyList.has(k))
continue;let childRaw=node.val[k],childVal=prepareVal(node.val,k,childRaw);if(isUnstringifiable(childVal))continue;node.first||chunks.push(","),space?chunks.push(
`
`+space.repeat(level)+originalStringify(k)+": "):chunks.push(originalStringify(k)+":");let isComplexObject=childVal!==null&&typeof childVal=="object",isNativeRaw=isRawJSON(
childVal);if(isComplexObject&&!isNativeRaw){if(visited.has(childVal))throw new TypeError("Converting circular structure to JSON");visited.add(childVal),stack.push(
{parent:node.val,key:k,val:childVal,isArray:Array.isArray(childVal),keys:Array.isArray(childVal)?null:Object.keys(childVal),index:0,first:!0}),node.first=!1;break}else
chunks.push(originalStringify(childVal)),node.first=!1}node.index>=node.keys.length&&stack[stack.length-1]===node&&(isDone=!0)}isDone&&(level--,!node.first&&space&&
chunks.push(`
`+space.repeat(level)),chunks.push(node.isArray?"]":"}"),visited.delete(node.val),stack.pop())}return chunks.join("")},JSONStringify=(value,replacer,space)=>{try{
return"rawJSON"in JSON?originalStringify(value,(key,val)=>typeof val=="bigint"?JSON.rawJSON(val.toString()):typeof replacer=="function"?replacer(key,val):(Array.
isArray(replacer)&&replacer.includes(key),val),space):value?originalStringify(value,(key,val)=>typeof val=="string"&&noiseValue.test(val)||typeof val=="bigint"?
val.toString()+"n":typeof replacer=="function"?replacer(key,val):(Array.isArray(replacer)&&replacer.includes(key),val),space).replace(bigIntsStringify,"$1$2$3").
replace(noiseStringify,"$1$2$3"):originalStringify(value,replacer,space)}catch(error){if(error instanceof RangeError){let convertedJSON=stringifyIteratively(value,
replacer,space);return convertedJSON===void 0?void 0:"rawJSON"in JSON?convertedJSON:convertedJSON.replace(bigIntsStringify,"$1$2$3").replace(noiseStringify,"$1$\
2$3")}throw error}},featureCache=new Map,isContextSourceSupported=()=>{let parseFingerprint=JSON.parse.toString();if(featureCache.has(parseFingerprint))return featureCache.
get(parseFingerprint);try{let result=JSON.parse("1",(_,__,context)=>!!context?.source&&context.source==="1");return featureCache.set(parseFingerprint,result),result}catch{
return featureCache.set(parseFingerprint,!1),!1}},convertMarkedBigIntsReviver=(key,value,context,userReviver)=>typeof value=="string"&&customFormat.test(value)?
BigInt(value.slice(0,-1)):typeof value=="string"&&noiseValue.test(value)?value.slice(0,-1):typeof userReviver=="function"?userReviver(key,value,context):value,JSONParseV2=
(text,reviver)=>JSON.parse(text,(key,value,context)=>{let isNumber=typeof value=="number",isOutOfBounds=value>Number.MAX_SAFE_INTEGER||value<Number.MIN_SAFE_INTEGER,
isBigNumber=isNumber&&isOutOfBounds,isInt=context&&intRegex.test(context.source);return isBigNumber&&isInt?BigInt(context.source):typeof reviver=="function"?reviver(
key,value,context):value}),MAX_INT=Number.MAX_SAFE_INTEGER.toString(),MAX_DIGITS=MAX_INT.length,stringsOrLargeNumbers=/"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g,
noiseValueWithQuotes=/^"-?\d+n+"$/,applyReviverIteratively=(parsed2,userReviver)=>{let rootHolder={"":parsed2},stack=[{parent:rootHolder,key:"",visited:!1}];for(;stack.
length>0;){let node=stack[stack.length-1];if(node.visited){let{parent,key}=node,value=parent[key];typeof value=="string"&&(customFormat.test(value)?value=BigInt(
value.slice(0,-1)):noiseValue.test(value)&&(value=value.slice(0,-1))),typeof userReviver=="function"&&(value=userReviver.call(parent,key,value)),value===void 0?
delete parent[key]:parent[key]=value,stack.pop()}else{node.visited=!0;let value=node.parent[node.key];if(value!==null&&typeof value=="object"){let keys=Object.keys(
value);for(let i=keys.length-1;i>=0;i--)stack.push({parent:value,key:keys[i],visited:!1})}}}return rootHolder[""]},serializeBigInts=text=>text.replace(stringsOrLargeNumbers,
(match,digits,fractional,exponential)=>{let isString=match[0]==='"';if(isString&&noiseValueWithQuotes.test(match))return match.substring(0,match.length-1)+'n"';
let hasFractionalOrExponential=fractional||exponential,isLessThanMaxSafeInt=digits&&(digits.length<MAX_DIGITS||digits.length===MAX_DIGITS&&digits<=MAX_INT);return isString||
hasFractionalOrExponential||isLessThanMaxSafeInt?match:'"'+match+'n"'}),JSONParse=(text,reviver)=>{if(!text)return originalParse(text,reviver);try{if(isContextSourceSupported())
return JSONParseV2(text,reviver);let serializedData=serializeBigInts(text);return originalParse(serializedData,(key,value,context)=>convertMarkedBigIntsReviver(
key,value,context,reviver))}catch(error){if(error instanceof RangeError){let serializedData=serializeBigInts(text),parsed2=originalParse(serializedData);return applyReviverIteratively(
parsed2,reviver)}throw error}}}});var RequestError,init_dist_src=__esm({"node_modules/@octokit/request-error/dist-src/index.js"(){"use strict";RequestError=class extends Error{name;status;request;response;constructor(message,statusCode,options){
super(message,{cause:options.cause}),this.name="HttpError",this.status=Number.parseInt(statusCode),Number.isNaN(this.status)&&(this.status=0);"response"in options&&
(this.response=options.response);let requestCopy=Object.assign({},options.request);options.request.headers.authorization&&(requestCopy.headers=Object.assign({},
options.request.headers,{authorization:options.request.headers.authorization.replace(/(?<! ) .*$/," [REDACTED]")})),requestCopy.url=requestCopy.url.replace(/\bclient_secret=\w+/g,
"client_secret=[REDACTED]").replace(/\baccess_token=\w+/g,"access_token=[REDACTED]"),this.request=requestCopy}}}});function isPlainObject2(value){if(typeof value!="object"||value===null||Object.prototype.toString.call(value)!=="[object Object]")return!1;let proto=Object.getPrototypeOf(
value);if(proto===null)return!0;let Ctor=Object.prototype.hasOwnProperty.call(proto,"constructor")&&proto.constructor;return typeof Ctor=="function"&&Ctor instanceof
Ctor&&Function.prototype.call(Ctor)===Function.prototype.call(value)}async function fetchWrapper(requestOptions){let fetch2=requestOptions.request?.fetch||globalThis.
fetch;if(!fetch2)throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/o\
ctokit/octokit.js/#fetch-missing");let log=requestOptions.request?.log||console,parseSuccessResponseBody=requestOptions.request?.parseSuccessResponseBody!==!1,body=isPlainObject2(
requestOptions.body)||Array.isArray(requestOptions.body)?JSONStringify(requestOptions.body):requestOptions.body,requestHeaders=Object.fromEntries(Object.entries(
requestOptions.headers).map(([name,value])=>[name,String(value)])),fetchResponse;try{fetchResponse=await fetch2(requestOptions.url,{method:requestOptions.method,
body,redirect:requestOptions.request?.redirect,headers:requestHeaders,signal:requestOptions.request?.signal,...requestOptions.body&&{duplex:"half"}})}catch(error){
let message="Unknown Error";if(error instanceof Error){if(error.name==="AbortError")throw error.status=500,error;message=error.message,error.name==="TypeError"&&
"cause"in error&&(error.cause instanceof Error?message=error.cause.message:typeof error.cause=="string"&&(message=error.cause))}let requestError=new RequestError(
message,500,{request:requestOptions});throw requestError.cause=error,requestError}let status=fetchResponse.status,url=fetchResponse.url,responseHeaders={};for(let[
key,value]of fetchResponse.headers)responseHeaders[key]=value;let octokitResponse={url,status,headers:responseHeaders,data:""};if("deprecation"in responseHeaders){
let matches=responseHeaders.link&&responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/),deprecationLink=matches&&matches.pop();log.warn(`[@octokit/request\
] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink?`. See ${deprecationLink}`:
""}`)}if(status===204||status===205)return octokitResponse;if(requestOptions.method==="HEAD"){if(status<400)return octokitResponse;throw new RequestError(fetchResponse.
statusText,status,{response:octokitResponse,request:requestOptions})}if(status===304)throw octokitResponse.data=await getResponseData(fetchResponse),new RequestError(
"Not modified",status,{response:octokitResponse,request:requestOptions});if(status>=400)throw octokitResponse.data=await getResponseData(fetchResponse),new RequestError(
toErrorMessage(octokitResponse.data),status,{response:octokitResponse,request:requestOptions});return octokitResponse.data=parseSuccessResponseBody?await getResponseData(
fetchResponse):fetchResponse.body,octokitResponse}async function getResponseData(response){let contentType=response.headers.get("content-type");if(!contentType)
return response.text().catch(noop);let mimetype=parse2(contentType);if(isJSONResponse(mimetype)){let text="";try{return text=await response.text(),JSONParse(text)}catch{
return text}}else return mimetype.type.startsWith("text/")||mimetype.parameters.charset?.toLowerCase()==="utf-8"&&mimetype.type!=="application/octet-stream"?response.
text().catch(noop):response.arrayBuffer().catch(()=>new ArrayBuffer(0))}function isJSONResponse(mimetype){return mimetype.type==="application/json"||mimetype.type===
"application/scim+json"}function toErrorMessage(data){if(typeof data=="string")return data;if(data instanceof ArrayBuffer)return"Unknown error";if(typeof data==
"object"&&data!==null&&"message"in data){let objectData=data,suffix="documentation_url"in objectData?` - ${objectData.documentation_url}`:"";return Array.isArray(
objectData.errors)?`${objectData.message}: ${objectData.errors.map(v=>JSON.stringify(v)).join(", ")}${suffix}`:`${objectData.message}${suffix}`}return`Unknown e\
rror: ${JSON.stringify(data)}`}function withDefaults2(oldEndpoint,newDefaults){let endpoint2=oldEndpoint.defaults(newDefaults);return Object.assign(function(route,parameters){
let endpointOptions=endpoint2.merge(route,parameters);if(!endpointOptions.request||!endpointOptions.request.hook)return fetchWrapper(endpoint2.parse(endpointOptions));
let request2=(route2,parameters2)=>fetchWrapper(endpoint2.parse(endpoint2.merge(route2,parameters2)));return Object.assign(request2,{endpoint:endpoint2,defaults:withDefaults2.
bind(null,endpoint2)}),endpointOptions.request.hook(request2,endpointOptions)},{endpoint:endpoint2,defaults:withDefaults2.bind(null,endpoint2)})}var VERSION2,defaults_default,
noop,request,init_dist_bundle2=__esm({"node_modules/@octokit/request/dist-bundle/index.js"(){"use strict";init_dist_bundle();init_universal_user_agent();init_dist();
init_json_with_bigint();init_dist_src();VERSION2="10.0.16",defaults_default={headers:{"user-agent":`octokit-request.js/${VERSION2} ${getUserAgent()}`}};noop=()=>"";
request=withDefaults2(endpoint,defaults_default);}});function _buildMessageForResponseErrors(data){return`Request failed due to following response errors:
`+data.errors.map(e=>` - ${e.message}`).join(`
`)}function graphql(request2,query,options){if(options){if(typeof query=="string"&&"query"in options)return Promise.reject(new Error('[@octokit/graphql] "query"\
 cannot be used as variable name'));for(let key in options)if(FORBIDDEN_VARIABLE_OPTIONS.includes(key))return Promise.reject(new Error(`[@octokit/graphql] "${key}\
" cannot be used as variable name`))}let parsedOptions=typeof query=="string"?Object.assign({query},options):query,requestOptions=Object.keys(parsedOptions).reduce(
(result,key)=>NON_VARIABLE_OPTIONS.includes(key)?(result[key]=parsedOptions[key],result):(result.variables||(result.variables={}),result.variables[key]=parsedOptions[key],
result),{}),baseUrl=parsedOptions.baseUrl||request2.endpoint.DEFAULTS.baseUrl;return GHES_V3_SUFFIX_REGEX.test(baseUrl)&&(requestOptions.url=baseUrl.replace(GHES_V3_SUFFIX_REGEX,
"/api/graphql")),request2(requestOptions).then(response=>{if(response.data.errors){let headers={};for(let key of Object.keys(response.headers))headers[key]=response.
headers[key];throw new GraphqlResponseError(requestOptions,headers,response.data)}return response.data.data})}function withDefaults3(request2,newDefaults){let newRequest=request2.
defaults(newDefaults);return Object.assign((query,options)=>graphql(newRequest,query,options),{defaults:withDefaults3.bind(null,newRequest),endpoint:newRequest.
endpoint})}function withCustomRequest(customRequest){return withDefaults3(customRequest,{method:"POST",url:"/graphql"})}var VERSION3,GraphqlResponseError,NON_VARIABLE_OPTIONS,
FORBIDDEN_VARIABLE_OPTIONS,GHES_V3_SUFFIX_REGEX,graphql2,init_dist_bundle3=__esm({"node_modules/@octokit/graphql/dist-bundle/index.js"(){"use strict";init_dist_bundle2();
init_universal_user_agent();VERSION3="0.0.0-development";GraphqlResponseError=class extends Error{constructor(request2,headers,response){super(_buildMessageForResponseErrors(
response)),this.request=request2,this.headers=headers,this.response=response,this.errors=response.errors,this.data=response.data,Error.captureStackTrace&&Error.
captureStackTrace(this,this.constructor)}request;headers;response;name="GraphqlResponseError";errors;data},NON_VARIABLE_OPTIONS=["method","baseUrl","url","heade\
rs","request","query","mediaType","operationName"],FORBIDDEN_VARIABLE_OPTIONS=["query","method","url"],GHES_V3_SUFFIX_REGEX=/\/api\/v3\/?$/;graphql2=withDefaults3(
request,{headers:{"user-agent":`octokit-graphql.js/${VERSION3} ${getUserAgent()}`},method:"POST",url:"/graphql"});}});async function auth(token){let isApp=isJWT(token),isInstallation=token.startsWith("v1.")||token.startsWith("ghs_"),isUserToServer=token.startsWith("ghu_");return{
type:"token",token,tokenType:isApp?"app":isInstallation?"installation":isUserToServer?"user-to-server":"oauth"}}function withAuthorizationPrefix(token){return token.
split(/\./).length===3?`bearer ${token}`:`token ${token}`}async function hook(token,request2,route,parameters){let endpoint2=request2.endpoint.merge(route,parameters);
return endpoint2.headers.authorization=withAuthorizationPrefix(token),request2(endpoint2)}var b64url,sep,jwtRE,isJWT,createTokenAuth,init_dist_bundle4=__esm({"n\
ode_modules/@octokit/auth-token/dist-bundle/index.js"(){"use strict";b64url="(?:[a-zA-Z0-9_-]+)",sep="\\.",jwtRE=new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}\
$`),isJWT=jwtRE.test.bind(jwtRE);createTokenAuth=function(token){if(!token)throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");if(typeof token!=
"string")throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");return token=token.replace(/^(token|bearer) +/i,""),Object.assign(
auth.bind(null,token),{hook:hook.bind(null,token)})}}});var VERSION4,init_version=__esm({"node_modules/@octokit/core/dist-src/version.js"(){"use strict";VERSION4="7.0.8"}});var dist_src_exports={};__export(dist_src_exports,{Octokit:()=>Octokit});function createLogger(logger={}){return typeof logger.debug!="function"&&(logger.debug=
noop2),typeof logger.info!="function"&&(logger.info=noop2),typeof logger.warn!="function"&&(logger.warn=consoleWarn),typeof logger.error!="function"&&(logger.error=
consoleError),logger}var noop2,consoleWarn,consoleError,userAgentTrail,Octokit,init_dist_src2=__esm({"node_modules/@octokit/core/dist-src/index.js"(){"use stric\
t";init_universal_user_agent();init_before_after_hook();init_dist_bundle2();init_dist_bundle3();init_dist_bundle4();init_version();noop2=()=>{},consoleWarn=console.
warn.bind(console),consoleError=console.error.bind(console);userAgentTrail=`octokit-core.js/${VERSION4} ${getUserAgent()}`,Octokit=class{static VERSION=VERSION4;static defaults(defaults){
return class extends this{constructor(...args){let options=args[0]||{};if(typeof defaults=="function"){super(defaults(options));return}super(Object.assign({},defaults,
options,options.userAgent&&defaults.userAgent?{userAgent:`${options.userAgent} ${defaults.userAgent}`}:null))}}}static plugins=[];static plugin(...newPlugins){let currentPlugins=this.
plugins;return class extends this{static plugins=currentPlugins.concat(newPlugins.filter(plugin=>!currentPlugins.includes(plugin)))}}constructor(options={}){let hook2=new before_after_hook_default.
Collection,requestDefaults={baseUrl:request.endpoint.DEFAULTS.baseUrl,headers:{},request:Object.assign({},options.request,{hook:hook2.bind(null,"request")}),mediaType:{
previews:[],format:""}};if(requestDefaults.headers["user-agent"]=options.userAgent?`${options.userAgent} ${userAgentTrail}`:userAgentTrail,options.baseUrl&&(requestDefaults.
baseUrl=options.baseUrl),options.previews&&(requestDefaults.mediaType.previews=options.previews),options.timeZone&&(requestDefaults.headers["time-zone"]=options.
timeZone),this.request=request.defaults(requestDefaults),this.graphql=withCustomRequest(this.request).defaults(requestDefaults),this.log=createLogger(options.log),
this.hook=hook2,options.authStrategy){let{authStrategy,...otherOptions}=options,auth2=authStrategy(Object.assign({request:this.request,log:this.log,octokit:this,
octokitOptions:otherOptions},options.auth));hook2.wrap("request",auth2.hook),this.auth=auth2}else if(!options.auth)this.auth=async()=>({type:"unauthenticated"});else{
let auth2=createTokenAuth(options.auth);hook2.wrap("request",auth2.hook),this.auth=auth2}let classConstructor=this.constructor;for(let i=0;i<classConstructor.plugins.
length;++i)Object.assign(this,classConstructor.plugins[i](this,options))}request;graphql;log;hook;auth}}});var dist_bundle_exports={};__export(dist_bundle_exports,{composePaginateRest:()=>composePaginateRest,isPaginatingEndpoint:()=>isPaginatingEndpoint,paginateRest:()=>paginateRest,
paginatingEndpoints:()=>paginatingEndpoints});function normalizePaginatedListResponse(response){if(!response.data)return{...response,data:[]};if(!(("total_count"in
response.data||"total_commits"in response.data)&&!("url"in response.data)))return response;let incompleteResults=response.data.incomplete_results,repositorySelection=response.
data.repository_selection,totalCount=response.data.total_count,totalCommits=response.data.total_commits;delete response.data.incomplete_results,delete response.
data.repository_selection,delete response.data.total_count,delete response.data.total_commits;let namespaceKey=Object.keys(response.data)[0],data=response.data[namespaceKey];
return response.data=data,typeof incompleteResults<"u"&&(response.data.incomplete_results=incompleteResults),typeof repositorySelection<"u"&&(response.data.repository_selection=
repositorySelection),response.data.total_count=totalCount,response.data.total_commits=totalCommits,response}function iterator(octokit,route,parameters){let options=typeof route==
"function"?route.endpoint(parameters):octokit.request.endpoint(route,parameters),requestMethod=typeof route=="function"?route:octokit.request,method=options.method,
headers=options.headers,url=options.url;return{[Symbol.asyncIterator]:()=>({async next(){if(!url)return{done:!0};try{let response=await requestMethod({method,url,
headers}),normalizedResponse=normalizePaginatedListResponse(response);if(url=((normalizedResponse.headers.link||"").match(/<([^<>]+)>;\s*rel="next"/)||[])[1],!url&&
"total_commits"in normalizedResponse.data){let parsedUrl=new URL(normalizedResponse.url),params=parsedUrl.searchParams,page=parseInt(params.get("page")||"1",10),
per_page=parseInt(params.get("per_page")||"250",10);page*per_page<normalizedResponse.data.total_commits&&(params.set("page",String(page+1)),url=parsedUrl.toString())}
return{value:normalizedResponse}}catch(error){if(error.status!==409)throw error;return url="",{value:{status:200,headers:{},data:[]}}}}})}}function paginate(octokit,route,parameters,mapFn){
return typeof parameters=="function"&&(mapFn=parameters,parameters=void 0),gather(octokit,[],iterator(octokit,route,parameters)[Symbol.asyncIterator](),mapFn)}function gather(octokit,results,iterator2,mapFn){
return iterator2.next().then(result=>{if(result.done)return results;let earlyExit=!1;function done(){earlyExit=!0}return results=results.concat(mapFn?mapFn(result.
value,done):result.value.data),earlyExit?results:gather(octokit,results,iterator2,mapFn)})}function isPaginatingEndpoint(arg){return typeof arg=="string"?paginatingEndpoints.
includes(arg):!1}function paginateRest(octokit){return{paginate:Object.assign(paginate.bind(null,octokit),{iterator:iterator.bind(null,octokit)})}}var VERSION5,
composePaginateRest,paginatingEndpoints,init_dist_bundle5=__esm({"node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js"(){"use strict";VERSION5="0.0.\
0-development";composePaginateRest=Object.assign(paginate,{iterator}),paginatingEndpoints=["GET /advisories","GET /agents/repos/{owner}/{repo}/tasks","GET /agen\
ts/tasks","GET /app/hook/deliveries","GET /app/installation-requests","GET /app/installations","GET /assignments/{assignment_id}/accepted_assignments","GET /cla\
ssrooms","GET /classrooms/{classroom_id}/assignments","GET /enterprises/{enterprise}/code-security/configurations","GET /enterprises/{enterprise}/code-security/\
configurations/{configuration_id}/repositories","GET /enterprises/{enterprise}/dependabot/alerts","GET /enterprises/{enterprise}/dependabot/repository-access","\
GET /enterprises/{enterprise}/teams","GET /enterprises/{enterprise}/teams/{enterprise-team}/memberships","GET /enterprises/{enterprise}/teams/{enterprise-team}/\
organizations","GET /events","GET /gists","GET /gists/public","GET /gists/starred","GET /gists/{gist_id}/comments","GET /gists/{gist_id}/commits","GET /gists/{g\
ist_id}/forks","GET /installation/repositories","GET /issues","GET /licenses","GET /marketplace_listing/plans","GET /marketplace_listing/plans/{plan_id}/account\
s","GET /marketplace_listing/stubbed/plans","GET /marketplace_listing/stubbed/plans/{plan_id}/accounts","GET /networks/{owner}/{repo}/events","GET /notification\
s","GET /organizations","GET /organizations/{org}/settings/billing/budgets","GET /orgs/{org}/actions/cache/usage-by-repository","GET /orgs/{org}/actions/hosted-\
runners","GET /orgs/{org}/actions/permissions/repositories","GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories","GET /orgs/{org}/actions/runn\
er-groups","GET /orgs/{org}/actions/runner-groups/{runner_group_id}/hosted-runners","GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories","GET \
/orgs/{org}/actions/runner-groups/{runner_group_id}/runners","GET /orgs/{org}/actions/runners","GET /orgs/{org}/actions/secrets","GET /orgs/{org}/actions/secret\
s/{secret_name}/repositories","GET /orgs/{org}/actions/variables","GET /orgs/{org}/actions/variables/{name}/repositories","GET /orgs/{org}/agents/secrets","GET \
/orgs/{org}/agents/secrets/{secret_name}/repositories","GET /orgs/{org}/agents/variables","GET /orgs/{org}/agents/variables/{name}/repositories","GET /orgs/{org\
}/attestations/repositories","GET /orgs/{org}/attestations/{subject_digest}","GET /orgs/{org}/blocks","GET /orgs/{org}/campaigns","GET /orgs/{org}/code-scanning\
/alerts","GET /orgs/{org}/code-security/configurations","GET /orgs/{org}/code-security/configurations/{configuration_id}/repositories","GET /orgs/{org}/codespac\
es","GET /orgs/{org}/codespaces/secrets","GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories","GET /orgs/{org}/copilot-spaces","GET /orgs/{org}/copil\
ot/billing/seats","GET /orgs/{org}/copilot/coding-agent/permissions/repositories","GET /orgs/{org}/dependabot/alerts","GET /orgs/{org}/dependabot/repository-acc\
ess","GET /orgs/{org}/dependabot/secrets","GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories","GET /orgs/{org}/events","GET /orgs/{org}/failed_invit\
ations","GET /orgs/{org}/hooks","GET /orgs/{org}/hooks/{hook_id}/deliveries","GET /orgs/{org}/insights/api/route-stats/{actor_type}/{actor_id}","GET /orgs/{org}\
/insights/api/subject-stats","GET /orgs/{org}/insights/api/user-stats/{user_id}","GET /orgs/{org}/installations","GET /orgs/{org}/invitations","GET /orgs/{org}/\
invitations/{invitation_id}/teams","GET /orgs/{org}/issues","GET /orgs/{org}/members","GET /orgs/{org}/members/{username}/codespaces","GET /orgs/{org}/migration\
s","GET /orgs/{org}/migrations/{migration_id}/repositories","GET /orgs/{org}/organization-roles/{role_id}/teams","GET /orgs/{org}/organization-roles/{role_id}/u\
sers","GET /orgs/{org}/outside_collaborators","GET /orgs/{org}/packages","GET /orgs/{org}/packages/{package_type}/{package_name}/versions","GET /orgs/{org}/pers\
onal-access-token-requests","GET /orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories","GET /orgs/{org}/personal-access-tokens","GET /orgs/{\
org}/personal-access-tokens/{pat_id}/repositories","GET /orgs/{org}/private-registries","GET /orgs/{org}/projectsV2","GET /orgs/{org}/projectsV2/{project_number\
}/fields","GET /orgs/{org}/projectsV2/{project_number}/items","GET /orgs/{org}/projectsV2/{project_number}/views/{view_number}/items","GET /orgs/{org}/propertie\
s/values","GET /orgs/{org}/public_members","GET /orgs/{org}/repos","GET /orgs/{org}/rulesets","GET /orgs/{org}/rulesets/rule-suites","GET /orgs/{org}/rulesets/{\
ruleset_id}/history","GET /orgs/{org}/secret-scanning/alerts","GET /orgs/{org}/secret-scanning/custom-patterns","GET /orgs/{org}/security-advisories","GET /orgs\
/{org}/settings/immutable-releases/repositories","GET /orgs/{org}/settings/network-configurations","GET /orgs/{org}/teams","GET /orgs/{org}/teams/{team_slug}/in\
vitations","GET /orgs/{org}/teams/{team_slug}/members","GET /orgs/{org}/teams/{team_slug}/repos","GET /orgs/{org}/teams/{team_slug}/teams","GET /repos/{owner}/{\
repo}/actions/artifacts","GET /repos/{owner}/{repo}/actions/caches","GET /repos/{owner}/{repo}/actions/concurrency_groups","GET /repos/{owner}/{repo}/actions/or\
ganization-secrets","GET /repos/{owner}/{repo}/actions/organization-variables","GET /repos/{owner}/{repo}/actions/runners","GET /repos/{owner}/{repo}/actions/ru\
ns","GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts","GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs","GET /repos/{ow\
ner}/{repo}/actions/runs/{run_id}/concurrency_groups","GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs","GET /repos/{owner}/{repo}/actions/secrets","GET /r\
epos/{owner}/{repo}/actions/variables","GET /repos/{owner}/{repo}/actions/workflows","GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs","GET /repo\
s/{owner}/{repo}/activity","GET /repos/{owner}/{repo}/agents/organization-secrets","GET /repos/{owner}/{repo}/agents/organization-variables","GET /repos/{owner}\
/{repo}/agents/secrets","GET /repos/{owner}/{repo}/agents/variables","GET /repos/{owner}/{repo}/assignees","GET /repos/{owner}/{repo}/attestations/{subject_dige\
st}","GET /repos/{owner}/{repo}/branches","GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations","GET /repos/{owner}/{repo}/check-suites/{check_suite\
_id}/check-runs","GET /repos/{owner}/{repo}/code-quality/findings","GET /repos/{owner}/{repo}/code-scanning/alerts","GET /repos/{owner}/{repo}/code-scanning/ale\
rts/{alert_number}/instances","GET /repos/{owner}/{repo}/code-scanning/analyses","GET /repos/{owner}/{repo}/codespaces","GET /repos/{owner}/{repo}/codespaces/de\
vcontainers","GET /repos/{owner}/{repo}/codespaces/secrets","GET /repos/{owner}/{repo}/collaborators","GET /repos/{owner}/{repo}/comments","GET /repos/{owner}/{\
repo}/comments/{comment_id}/reactions","GET /repos/{owner}/{repo}/commits","GET /repos/{owner}/{repo}/commits/{commit_sha}/comments","GET /repos/{owner}/{repo}/\
commits/{commit_sha}/pulls","GET /repos/{owner}/{repo}/commits/{ref}/check-runs","GET /repos/{owner}/{repo}/commits/{ref}/check-suites","GET /repos/{owner}/{rep\
o}/commits/{ref}/status","GET /repos/{owner}/{repo}/commits/{ref}/statuses","GET /repos/{owner}/{repo}/compare/{basehead}","GET /repos/{owner}/{repo}/compare/{b\
ase}...{head}","GET /repos/{owner}/{repo}/contributors","GET /repos/{owner}/{repo}/dependabot/alerts","GET /repos/{owner}/{repo}/dependabot/secrets","GET /repos\
/{owner}/{repo}/deployments","GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses","GET /repos/{owner}/{repo}/environments","GET /repos/{owner}/{repo\
}/environments/{environment_name}/deployment-branch-policies","GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules/apps","GET \
/repos/{owner}/{repo}/environments/{environment_name}/secrets","GET /repos/{owner}/{repo}/environments/{environment_name}/variables","GET /repos/{owner}/{repo}/\
events","GET /repos/{owner}/{repo}/forks","GET /repos/{owner}/{repo}/hooks","GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries","GET /repos/{owner}/{repo}/in\
vitations","GET /repos/{owner}/{repo}/issues","GET /repos/{owner}/{repo}/issues/comments","GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions","GE\
T /repos/{owner}/{repo}/issues/events","GET /repos/{owner}/{repo}/issues/{issue_number}/comments","GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/\
blocked_by","GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocking","GET /repos/{owner}/{repo}/issues/{issue_number}/events","GET /repos/{owner}\
/{repo}/issues/{issue_number}/issue-field-values","GET /repos/{owner}/{repo}/issues/{issue_number}/labels","GET /repos/{owner}/{repo}/issues/{issue_number}/reac\
tions","GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues","GET /repos/{owner}/{repo}/issues/{issue_number}/suggestions","GET /repos/{owner}/{repo}/iss\
ues/{issue_number}/timeline","GET /repos/{owner}/{repo}/keys","GET /repos/{owner}/{repo}/labels","GET /repos/{owner}/{repo}/milestones","GET /repos/{owner}/{rep\
o}/milestones/{milestone_number}/labels","GET /repos/{owner}/{repo}/notifications","GET /repos/{owner}/{repo}/pages/builds","GET /repos/{owner}/{repo}/pulls","G\
ET /repos/{owner}/{repo}/pulls/comments","GET /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions","GET /repos/{owner}/{repo}/pulls/{pull_number}/commen\
ts","GET /repos/{owner}/{repo}/pulls/{pull_number}/commits","GET /repos/{owner}/{repo}/pulls/{pull_number}/files","GET /repos/{owner}/{repo}/pulls/{pull_number}\
/reviews","GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/comments","GET /repos/{owner}/{repo}/releases","GET /repos/{owner}/{repo}/releases/\
{release_id}/assets","GET /repos/{owner}/{repo}/releases/{release_id}/reactions","GET /repos/{owner}/{repo}/rules/branches/{branch}","GET /repos/{owner}/{repo}/\
rulesets","GET /repos/{owner}/{repo}/rulesets/rule-suites","GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history","GET /repos/{owner}/{repo}/secret-scanning/\
alerts","GET /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}/locations","GET /repos/{owner}/{repo}/secret-scanning/custom-patterns","GET /repos/{own\
er}/{repo}/security-advisories","GET /repos/{owner}/{repo}/stacks","GET /repos/{owner}/{repo}/stargazers","GET /repos/{owner}/{repo}/subscribers","GET /repos/{o\
wner}/{repo}/tags","GET /repos/{owner}/{repo}/teams","GET /repos/{owner}/{repo}/topics","GET /repositories","GET /search/code","GET /search/commits","GET /searc\
h/issues","GET /search/labels","GET /search/repositories","GET /search/topics","GET /search/users","GET /teams/{team_id}/invitations","GET /teams/{team_id}/memb\
ers","GET /teams/{team_id}/repos","GET /teams/{team_id}/teams","GET /user/blocks","GET /user/codespaces","GET /user/codespaces/secrets","GET /user/emails","GET \
/user/followers","GET /user/following","GET /user/gpg_keys","GET /user/installations","GET /user/installations/{installation_id}/repositories","GET /user/issues",
"GET /user/keys","GET /user/marketplace_purchases","GET /user/marketplace_purchases/stubbed","GET /user/memberships/orgs","GET /user/migrations","GET /user/migr\
ations/{migration_id}/repositories","GET /user/orgs","GET /user/packages","GET /user/packages/{package_type}/{package_name}/versions","GET /user/public_emails",
"GET /user/repos","GET /user/repository_invitations","GET /user/social_accounts","GET /user/ssh_signing_keys","GET /user/starred","GET /user/subscriptions","GET\
 /user/teams","GET /users","GET /users/{username}/attestations/{subject_digest}","GET /users/{username}/copilot-spaces","GET /users/{username}/events","GET /use\
rs/{username}/events/orgs/{org}","GET /users/{username}/events/public","GET /users/{username}/followers","GET /users/{username}/following","GET /users/{username\
}/gists","GET /users/{username}/gpg_keys","GET /users/{username}/keys","GET /users/{username}/orgs","GET /users/{username}/packages","GET /users/{username}/proj\
ectsV2","GET /users/{username}/projectsV2/{project_number}/fields","GET /users/{username}/projectsV2/{project_number}/items","GET /users/{username}/projectsV2/{\
project_number}/views/{view_number}/items","GET /users/{username}/received_events","GET /users/{username}/received_events/public","GET /users/{username}/repos",
"GET /users/{username}/social_accounts","GET /users/{username}/ssh_signing_keys","GET /users/{username}/starred","GET /users/{username}/subscriptions"];paginateRest.
VERSION=VERSION5;}});var require_light=__commonJS({"node_modules/bottleneck/light.js"(exports2,module2){"use strict";(function(global2,factory){typeof exports2=="object"&&typeof module2<
"u"?module2.exports=factory():typeof define=="function"&&define.amd?define(factory):global2.Bottleneck=factory()})(exports2,(function(){"use strict";var commonjsGlobal=typeof globalThis<
"u"?globalThis:typeof window<"u"?window:typeof global<"u"?global:typeof self<"u"?self:{};function getCjsExportFromNamespace(n){return n&&n.default||n}var load=function(received,defaults,onto={}){
var k,ref,v;for(k in defaults)v=defaults[k],onto[k]=(ref=received[k])!=null?ref:v;return onto},overwrite=function(received,defaults,onto={}){var k,v;for(k in received)
v=received[k],defaults[k]!==void 0&&(onto[k]=v);return onto},parser={load,overwrite},DLList;DLList=class{constructor(incr,decr){this.incr=incr,this.decr=decr,this.
_first=null,this._last=null,this.length=0}push(value){var node;this.length++,typeof this.incr=="function"&&this.incr(),node={value,prev:this._last,next:null},this.
_last!=null?(this._last.next=node,this._last=node):this._first=this._last=node}shift(){var value;if(this._first!=null)return this.length--,typeof this.decr=="fu\
nction"&&this.decr(),value=this._first.value,(this._first=this._first.next)!=null?this._first.prev=null:this._last=null,value}first(){if(this._first!=null)return this.
_first.value}getArray(){var node,ref,results;for(node=this._first,results=[];node!=null;)results.push((ref=node,node=node.next,ref.value));return results}forEachShift(cb){
var node;for(node=this.shift();node!=null;)cb(node),node=this.shift()}debug(){var node,ref,ref1,ref2,results;for(node=this._first,results=[];node!=null;)results.
push((ref=node,node=node.next,{value:ref.value,prev:(ref1=ref.prev)!=null?ref1.value:void 0,next:(ref2=ref.next)!=null?ref2.value:void 0}));return results}};var DLList_1=DLList,
Events;Events=class{constructor(instance){if(this.instance=instance,this._events={},this.instance.on!=null||this.instance.once!=null||this.instance.removeAllListeners!=
null)throw new Error("An Emitter already exists for this object");this.instance.on=(name,cb)=>this._addListener(name,"many",cb),this.instance.once=(name,cb)=>this.
_addListener(name,"once",cb),this.instance.removeAllListeners=(name=null)=>name!=null?delete this._events[name]:this._events={}}_addListener(name,status,cb){var base;
return(base=this._events)[name]==null&&(base[name]=[]),this._events[name].push({cb,status}),this.instance}listenerCount(name){return this._events[name]!=null?this.
_events[name].length:0}async trigger(name,...args){var e,promises;try{return name!=="debug"&&this.trigger("debug",`Event triggered: ${name}`,args),this._events[name]==
null?void 0:(this._events[name]=this._events[name].filter(function(listener){return listener.status!=="none"}),promises=this._events[name].map(async listener=>{
var e2,returned;if(listener.status!=="none"){listener.status==="once"&&(listener.status="none");try{return returned=typeof listener.cb=="function"?listener.cb(...args):
void 0,typeof returned?.then=="function"?await returned:returned}catch(error){return e2=error,this.trigger("error",e2),null}}}),(await Promise.all(promises)).find(
function(x){return x!=null}))}catch(error){return e=error,this.trigger("error",e),null}}};var Events_1=Events,DLList$1,Events$1,Queues;DLList$1=DLList_1,Events$1=
Events_1,Queues=class{constructor(num_priorities){var i;this.Events=new Events$1(this),this._length=0,this._lists=(function(){var j,ref,results;for(results=[],i=
j=1,ref=num_priorities;1<=ref?j<=ref:j>=ref;i=1<=ref?++j:--j)results.push(new DLList$1((()=>this.incr()),(()=>this.decr())));return results}).call(this)}incr(){
if(this._length++===0)return this.Events.trigger("leftzero")}decr(){if(--this._length===0)return this.Events.trigger("zero")}push(job){return this._lists[job.options.
priority].push(job)}queued(priority){return priority!=null?this._lists[priority].length:this._length}shiftAll(fn){return this._lists.forEach(function(list){return list.
forEachShift(fn)})}getFirst(arr=this._lists){var j,len,list;for(j=0,len=arr.length;j<len;j++)if(list=arr[j],list.length>0)return list;return[]}shiftLastFrom(priority){
return this.getFirst(this._lists.slice(priority).reverse()).shift()}};var Queues_1=Queues,BottleneckError;BottleneckError=class extends Error{};var BottleneckError_1=BottleneckError,
BottleneckError$1,DEFAULT_PRIORITY,Job,NUM_PRIORITIES,parser$1;NUM_PRIORITIES=10,DEFAULT_PRIORITY=5,parser$1=parser,BottleneckError$1=BottleneckError_1,Job=class{constructor(task,args,options,jobDefaults,rejectOnDrop,Events2,_states,Promise2){
this.task=task,this.args=args,this.rejectOnDrop=rejectOnDrop,this.Events=Events2,this._states=_states,this.Promise=Promise2,this.options=parser$1.load(options,jobDefaults),
this.options.priority=this._sanitizePriority(this.options.priority),this.options.id===jobDefaults.id&&(this.options.id=`${this.options.id}-${this._randomIndex()}`),
this.promise=new this.Promise((_resolve,_reject)=>{this._resolve=_resolve,this._reject=_reject}),this.retryCount=0}_sanitizePriority(priority){var sProperty;return sProperty=
~~priority!==priority?DEFAULT_PRIORITY:priority,sProperty<0?0:sProperty>NUM_PRIORITIES-1?NUM_PRIORITIES-1:sProperty}_randomIndex(){return Math.random().toString(
36).slice(2)}doDrop({error,message="This job has been dropped by Bottleneck"}={}){return this._states.remove(this.options.id)?(this.rejectOnDrop&&this._reject(error??
new BottleneckError$1(message)),this.Events.trigger("dropped",{args:this.args,options:this.options,task:this.task,promise:this.promise}),!0):!1}_assertStatus(expected){
var status;if(status=this._states.jobStatus(this.options.id),!(status===expected||expected==="DONE"&&status===null))throw new BottleneckError$1(`Invalid job sta\
tus ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`)}doReceive(){return this._states.start(this.options.
id),this.Events.trigger("received",{args:this.args,options:this.options})}doQueue(reachedHWM,blocked){return this._assertStatus("RECEIVED"),this._states.next(this.
options.id),this.Events.trigger("queued",{args:this.args,options:this.options,reachedHWM,blocked})}doRun(){return this.retryCount===0?(this._assertStatus("QUEUE\
D"),this._states.next(this.options.id)):this._assertStatus("EXECUTING"),this.Events.trigger("scheduled",{args:this.args,options:this.options})}async doExecute(chained,clearGlobalState,run,free){
var error,eventInfo,passed;this.retryCount===0?(this._assertStatus("RUNNING"),this._states.next(this.options.id)):this._assertStatus("EXECUTING"),eventInfo={args:this.
args,options:this.options,retryCount:this.retryCount},this.Events.trigger("executing",eventInfo);try{if(passed=await(chained!=null?chained.schedule(this.options,
this.task,...this.args):this.task(...this.args)),clearGlobalState())return this.doDone(eventInfo),await free(this.options,eventInfo),this._assertStatus("DONE"),
this._resolve(passed)}catch(error1){return error=error1,this._onFailure(error,eventInfo,clearGlobalState,run,free)}}doExpire(clearGlobalState,run,free){var error,
eventInfo;return this._states.jobStatus(this.options.id==="RUNNING")&&this._states.next(this.options.id),this._assertStatus("EXECUTING"),eventInfo={args:this.args,
options:this.options,retryCount:this.retryCount},error=new BottleneckError$1(`This job timed out after ${this.options.expiration} ms.`),this._onFailure(error,eventInfo,
clearGlobalState,run,free)}async _onFailure(error,eventInfo,clearGlobalState,run,free){var retry2,retryAfter;if(clearGlobalState())return retry2=await this.Events.
trigger("failed",error,eventInfo),retry2!=null?(retryAfter=~~retry2,this.Events.trigger("retry",`Retrying ${this.options.id} after ${retryAfter} ms`,eventInfo),
this.retryCount++,run(retryAfter)):(this.doDone(eventInfo),await free(this.options,eventInfo),this._assertStatus("DONE"),this._reject(error))}doDone(eventInfo){
return this._assertStatus("EXECUTING"),this._states.next(this.options.id),this.Events.trigger("done",eventInfo)}};var Job_1=Job,BottleneckError$2,LocalDatastore,
parser$2;parser$2=parser,BottleneckError$2=BottleneckError_1,LocalDatastore=class{constructor(instance,storeOptions,storeInstanceOptions){this.instance=instance,
this.storeOptions=storeOptions,this.clientId=this.instance._randomIndex(),parser$2.load(storeInstanceOptions,storeInstanceOptions,this),this._nextRequest=this._lastReservoirRefresh=
this._lastReservoirIncrease=Date.now(),this._running=0,this._done=0,this._unblockTime=0,this.ready=this.Promise.resolve(),this.clients={},this._startHeartbeat()}_startHeartbeat(){
var base;return this.heartbeat==null&&(this.storeOptions.reservoirRefreshInterval!=null&&this.storeOptions.reservoirRefreshAmount!=null||this.storeOptions.reservoirIncreaseInterval!=
null&&this.storeOptions.reservoirIncreaseAmount!=null)?typeof(base=this.heartbeat=setInterval(()=>{var amount,incr,maximum,now,reservoir;if(now=Date.now(),this.
storeOptions.reservoirRefreshInterval!=null&&now>=this._lastReservoirRefresh+this.storeOptions.reservoirRefreshInterval&&(this._lastReservoirRefresh=now,this.storeOptions.
reservoir=this.storeOptions.reservoirRefreshAmount,this.instance._drainAll(this.computeCapacity())),this.storeOptions.reservoirIncreaseInterval!=null&&now>=this.
_lastReservoirIncrease+this.storeOptions.reservoirIncreaseInterval&&({reservoirIncreaseAmount:amount,reservoirIncreaseMaximum:maximum,reservoir}=this.storeOptions,
this._lastReservoirIncrease=now,incr=maximum!=null?Math.min(amount,maximum-reservoir):amount,incr>0))return this.storeOptions.reservoir+=incr,this.instance._drainAll(
this.computeCapacity())},this.heartbeatInterval)).unref=="function"?base.unref():void 0:clearInterval(this.heartbeat)}async __publish__(message){return await this.
yieldLoop(),this.instance.Events.trigger("message",message.toString())}async __disconnect__(flush){return await this.yieldLoop(),clearInterval(this.heartbeat),this.
Promise.resolve()}yieldLoop(t=0){return new this.Promise(function(resolve2,reject){return setTimeout(resolve2,t)})}computePenalty(){var ref;return(ref=this.storeOptions.
penalty)!=null?ref:15*this.storeOptions.minTime||5e3}async __updateSettings__(options){return await this.yieldLoop(),parser$2.overwrite(options,options,this.storeOptions),
this._startHeartbeat(),this.instance._drainAll(this.computeCapacity()),!0}async __running__(){return await this.yieldLoop(),this._running}async __queued__(){return await this.
yieldLoop(),this.instance.queued()}async __done__(){return await this.yieldLoop(),this._done}async __groupCheck__(time){return await this.yieldLoop(),this._nextRequest+
this.timeout<time}computeCapacity(){var maxConcurrent,reservoir;return{maxConcurrent,reservoir}=this.storeOptions,maxConcurrent!=null&&reservoir!=null?Math.min(
maxConcurrent-this._running,reservoir):maxConcurrent!=null?maxConcurrent-this._running:reservoir??null}conditionsCheck(weight){var capacity;return capacity=this.
computeCapacity(),capacity==null||weight<=capacity}async __incrementReservoir__(incr){var reservoir;return await this.yieldLoop(),reservoir=this.storeOptions.reservoir+=
incr,this.instance._drainAll(this.computeCapacity()),reservoir}async __currentReservoir__(){return await this.yieldLoop(),this.storeOptions.reservoir}isBlocked(now){
return this._unblockTime>=now}check(weight,now){return this.conditionsCheck(weight)&&this._nextRequest-now<=0}async __check__(weight){var now;return await this.
yieldLoop(),now=Date.now(),this.check(weight,now)}async __register__(index,weight,expiration){var now,wait;return await this.yieldLoop(),now=Date.now(),this.conditionsCheck(
weight)?(this._running+=weight,this.storeOptions.reservoir!=null&&(this.storeOptions.reservoir-=weight),wait=Math.max(this._nextRequest-now,0),this._nextRequest=
now+wait+this.storeOptions.minTime,{success:!0,wait,reservoir:this.storeOptions.reservoir}):{success:!1}}strategyIsBlock(){return this.storeOptions.strategy===3}async __submit__(queueLength,weight){
var blocked,now,reachedHWM;if(await this.yieldLoop(),this.storeOptions.maxConcurrent!=null&&weight>this.storeOptions.maxConcurrent)throw new BottleneckError$2(`\
Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${this.storeOptions.maxConcurrent}`);return now=Date.now(),reachedHWM=
this.storeOptions.highWater!=null&&queueLength===this.storeOptions.highWater&&!this.check(weight,now),blocked=this.strategyIsBlock()&&(reachedHWM||this.isBlocked(
now)),blocked&&(this._unblockTime=now+this.computePenalty(),this._nextRequest=this._unblockTime+this.storeOptions.minTime,this.instance._dropAllQueued()),{reachedHWM,
blocked,strategy:this.storeOptions.strategy}}async __free__(index,weight){return await this.yieldLoop(),this._running-=weight,this._done+=weight,this.instance._drainAll(
this.computeCapacity()),{running:this._running}}};var LocalDatastore_1=LocalDatastore,BottleneckError$3,States;BottleneckError$3=BottleneckError_1,States=class{constructor(status1){
this.status=status1,this._jobs={},this.counts=this.status.map(function(){return 0})}next(id){var current,next;if(current=this._jobs[id],next=current+1,current!=
null&&next<this.status.length)return this.counts[current]--,this.counts[next]++,this._jobs[id]++;if(current!=null)return this.counts[current]--,delete this._jobs[id]}start(id){
var initial;return initial=0,this._jobs[id]=initial,this.counts[initial]++}remove(id){var current;return current=this._jobs[id],current!=null&&(this.counts[current]--,
delete this._jobs[id]),current!=null}jobStatus(id){var ref;return(ref=this.status[this._jobs[id]])!=null?ref:null}statusJobs(status){var k,pos,ref,results,v;if(status!=
null){if(pos=this.status.indexOf(status),pos<0)throw new BottleneckError$3(`status must be one of ${this.status.join(", ")}`);ref=this._jobs,results=[];for(k in ref)
v=ref[k],v===pos&&results.push(k);return results}else return Object.keys(this._jobs)}statusCounts(){return this.counts.reduce(((acc,v,i)=>(acc[this.status[i]]=v,
acc)),{})}};var States_1=States,DLList$2,Sync;DLList$2=DLList_1,Sync=class{constructor(name,Promise2){this.schedule=this.schedule.bind(this),this.name=name,this.
Promise=Promise2,this._running=0,this._queue=new DLList$2}isEmpty(){return this._queue.length===0}async _tryToRun(){var args,cb,error,reject,resolve2,returned,task;
if(this._running<1&&this._queue.length>0)return this._running++,{task,args,resolve:resolve2,reject}=this._queue.shift(),cb=await(async function(){try{return returned=
await task(...args),function(){return resolve2(returned)}}catch(error1){return error=error1,function(){return reject(error)}}})(),this._running--,this._tryToRun(),
cb()}schedule(task,...args){var promise,reject,resolve2;return resolve2=reject=null,promise=new this.Promise(function(_resolve,_reject){return resolve2=_resolve,
reject=_reject}),this._queue.push({task,args,resolve:resolve2,reject}),this._tryToRun(),promise}};var Sync_1=Sync,version="2.19.5",version$1={version},version$2=Object.
freeze({version,default:version$1}),require$$2=()=>console.log("You must import the full version of Bottleneck in order to use this feature."),require$$3=()=>console.
log("You must import the full version of Bottleneck in order to use this feature."),require$$4=()=>console.log("You must import the full version of Bottleneck i\
n order to use this feature."),Events$2,Group,IORedisConnection$1,RedisConnection$1,Scripts$1,parser$3;parser$3=parser,Events$2=Events_1,RedisConnection$1=require$$2,
IORedisConnection$1=require$$3,Scripts$1=require$$4,Group=(function(){class Group2{constructor(limiterOptions={}){this.deleteKey=this.deleteKey.bind(this),this.
limiterOptions=limiterOptions,parser$3.load(this.limiterOptions,this.defaults,this),this.Events=new Events$2(this),this.instances={},this.Bottleneck=Bottleneck_1,
this._startAutoCleanup(),this.sharedConnection=this.connection!=null,this.connection==null&&(this.limiterOptions.datastore==="redis"?this.connection=new RedisConnection$1(
Object.assign({},this.limiterOptions,{Events:this.Events})):this.limiterOptions.datastore==="ioredis"&&(this.connection=new IORedisConnection$1(Object.assign({},
this.limiterOptions,{Events:this.Events}))))}key(key=""){var ref;return(ref=this.instances[key])!=null?ref:(()=>{var limiter;return limiter=this.instances[key]=
new this.Bottleneck(Object.assign(this.limiterOptions,{id:`${this.id}-${key}`,timeout:this.timeout,connection:this.connection})),this.Events.trigger("created",limiter,
key),limiter})()}async deleteKey(key=""){var deleted,instance;return instance=this.instances[key],this.connection&&(deleted=await this.connection.__runCommand__(
["del",...Scripts$1.allKeys(`${this.id}-${key}`)])),instance!=null&&(delete this.instances[key],await instance.disconnect()),instance!=null||deleted>0}limiters(){
var k,ref,results,v;ref=this.instances,results=[];for(k in ref)v=ref[k],results.push({key:k,limiter:v});return results}keys(){return Object.keys(this.instances)}async clusterKeys(){
var cursor,end,found,i,k,keys,len,next,start;if(this.connection==null)return this.Promise.resolve(this.keys());for(keys=[],cursor=null,start=`b_${this.id}-`.length,
end=9;cursor!==0;)for([next,found]=await this.connection.__runCommand__(["scan",cursor??0,"match",`b_${this.id}-*_settings`,"count",1e4]),cursor=~~next,i=0,len=
found.length;i<len;i++)k=found[i],keys.push(k.slice(start,-end));return keys}_startAutoCleanup(){var base;return clearInterval(this.interval),typeof(base=this.interval=
setInterval(async()=>{var e,k,ref,results,time,v;time=Date.now(),ref=this.instances,results=[];for(k in ref){v=ref[k];try{await v._store.__groupCheck__(time)?results.
push(this.deleteKey(k)):results.push(void 0)}catch(error){e=error,results.push(v.Events.trigger("error",e))}}return results},this.timeout/2)).unref=="function"?
base.unref():void 0}updateSettings(options={}){if(parser$3.overwrite(options,this.defaults,this),parser$3.overwrite(options,options,this.limiterOptions),options.
timeout!=null)return this._startAutoCleanup()}disconnect(flush=!0){var ref;if(!this.sharedConnection)return(ref=this.connection)!=null?ref.disconnect(flush):void 0}}
return Group2.prototype.defaults={timeout:1e3*60*5,connection:null,Promise,id:"group-key"},Group2}).call(commonjsGlobal);var Group_1=Group,Batcher,Events$3,parser$4;
parser$4=parser,Events$3=Events_1,Batcher=(function(){class Batcher2{constructor(options={}){this.options=options,parser$4.load(this.options,this.defaults,this),
this.Events=new Events$3(this),this._arr=[],this._resetPromise(),this._lastFlush=Date.now()}_resetPromise(){return this._promise=new this.Promise((res,rej)=>this.
_resolve=res)}_flush(){return clearTimeout(this._timeout),this._lastFlush=Date.now(),this._resolve(),this.Events.trigger("batch",this._arr),this._arr=[],this._resetPromise()}add(data){
var ret;return this._arr.push(data),ret=this._promise,this._arr.length===this.maxSize?this._flush():this.maxTime!=null&&this._arr.length===1&&(this._timeout=setTimeout(
()=>this._flush(),this.maxTime)),ret}}return Batcher2.prototype.defaults={maxTime:null,maxSize:null,Promise},Batcher2}).call(commonjsGlobal);var Batcher_1=Batcher,
require$$4$1=()=>console.log("You must import the full version of Bottleneck in order to use this feature."),require$$8=getCjsExportFromNamespace(version$2),Bottleneck2,
DEFAULT_PRIORITY$1,Events$4,Job$1,LocalDatastore$1,NUM_PRIORITIES$1,Queues$1,RedisDatastore$1,States$1,Sync$1,parser$5,splice=[].splice;NUM_PRIORITIES$1=10,DEFAULT_PRIORITY$1=
5,parser$5=parser,Queues$1=Queues_1,Job$1=Job_1,LocalDatastore$1=LocalDatastore_1,RedisDatastore$1=require$$4$1,Events$4=Events_1,States$1=States_1,Sync$1=Sync_1,
Bottleneck2=(function(){class Bottleneck3{constructor(options={},...invalid){var storeInstanceOptions,storeOptions;this._addToQueue=this._addToQueue.bind(this),
this._validateOptions(options,invalid),parser$5.load(options,this.instanceDefaults,this),this._queues=new Queues$1(NUM_PRIORITIES$1),this._scheduled={},this._states=
new States$1(["RECEIVED","QUEUED","RUNNING","EXECUTING"].concat(this.trackDoneStatus?["DONE"]:[])),this._limiter=null,this.Events=new Events$4(this),this._submitLock=
new Sync$1("submit",this.Promise),this._registerLock=new Sync$1("register",this.Promise),storeOptions=parser$5.load(options,this.storeDefaults,{}),this._store=(function(){
if(this.datastore==="redis"||this.datastore==="ioredis"||this.connection!=null)return storeInstanceOptions=parser$5.load(options,this.redisStoreDefaults,{}),new RedisDatastore$1(
this,storeOptions,storeInstanceOptions);if(this.datastore==="local")return storeInstanceOptions=parser$5.load(options,this.localStoreDefaults,{}),new LocalDatastore$1(
this,storeOptions,storeInstanceOptions);throw new Bottleneck3.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`)}).call(this),this._queues.on(
"leftzero",()=>{var ref;return(ref=this._store.heartbeat)!=null&&typeof ref.ref=="function"?ref.ref():void 0}),this._queues.on("zero",()=>{var ref;return(ref=this.
_store.heartbeat)!=null&&typeof ref.unref=="function"?ref.unref():void 0})}_validateOptions(options,invalid){if(!(options!=null&&typeof options=="object"&&invalid.
length===0))throw new Bottleneck3.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgra\
ding-to-v2 if you're upgrading from Bottleneck v1.")}ready(){return this._store.ready}clients(){return this._store.clients}channel(){return`b_${this.id}`}channel_client(){
return`b_${this.id}_${this._store.clientId}`}publish(message){return this._store.__publish__(message)}disconnect(flush=!0){return this._store.__disconnect__(flush)}chain(_limiter){
return this._limiter=_limiter,this}queued(priority){return this._queues.queued(priority)}clusterQueued(){return this._store.__queued__()}empty(){return this.queued()===
0&&this._submitLock.isEmpty()}running(){return this._store.__running__()}done(){return this._store.__done__()}jobStatus(id){return this._states.jobStatus(id)}jobs(status){
return this._states.statusJobs(status)}counts(){return this._states.statusCounts()}_randomIndex(){return Math.random().toString(36).slice(2)}check(weight=1){return this.
_store.__check__(weight)}_clearGlobalState(index){return this._scheduled[index]!=null?(clearTimeout(this._scheduled[index].expiration),delete this._scheduled[index],
!0):!1}async _free(index,job,options,eventInfo){var e,running;try{if({running}=await this._store.__free__(index,options.weight),this.Events.trigger("debug",`Fre\
ed ${options.id}`,eventInfo),running===0&&this.empty())return this.Events.trigger("idle")}catch(error1){return e=error1,this.Events.trigger("error",e)}}_run(index,job,wait){
var clearGlobalState,free,run;return job.doRun(),clearGlobalState=this._clearGlobalState.bind(this,index),run=this._run.bind(this,index,job),free=this._free.bind(
this,index,job),this._scheduled[index]={timeout:setTimeout(()=>job.doExecute(this._limiter,clearGlobalState,run,free),wait),expiration:job.options.expiration!=null?
setTimeout(function(){return job.doExpire(clearGlobalState,run,free)},wait+job.options.expiration):void 0,job}}_drainOne(capacity){return this._registerLock.schedule(
()=>{var args,index,next,options,queue;return this.queued()===0?this.Promise.resolve(null):(queue=this._queues.getFirst(),{options,args}=next=queue.first(),capacity!=
null&&options.weight>capacity?this.Promise.resolve(null):(this.Events.trigger("debug",`Draining ${options.id}`,{args,options}),index=this._randomIndex(),this._store.
__register__(index,options.weight,options.expiration).then(({success,wait,reservoir})=>{var empty;return this.Events.trigger("debug",`Drained ${options.id}`,{success,
args,options}),success?(queue.shift(),empty=this.empty(),empty&&this.Events.trigger("empty"),reservoir===0&&this.Events.trigger("depleted",empty),this._run(index,
next,wait),this.Promise.resolve(options.weight)):this.Promise.resolve(null)})))})}_drainAll(capacity,total=0){return this._drainOne(capacity).then(drained=>{var newCapacity;
return drained!=null?(newCapacity=capacity!=null?capacity-drained:capacity,this._drainAll(newCapacity,total+drained)):this.Promise.resolve(total)}).catch(e=>this.
Events.trigger("error",e))}_dropAllQueued(message){return this._queues.shiftAll(function(job){return job.doDrop({message})})}stop(options={}){var done,waitForExecuting;
return options=parser$5.load(options,this.stopDefaults),waitForExecuting=at=>{var finished;return finished=()=>{var counts;return counts=this._states.counts,counts[0]+
counts[1]+counts[2]+counts[3]===at},new this.Promise((resolve2,reject)=>finished()?resolve2():this.on("done",()=>{if(finished())return this.removeAllListeners("\
done"),resolve2()}))},done=options.dropWaitingJobs?(this._run=function(index,next){return next.doDrop({message:options.dropErrorMessage})},this._drainOne=()=>this.
Promise.resolve(null),this._registerLock.schedule(()=>this._submitLock.schedule(()=>{var k,ref,v;ref=this._scheduled;for(k in ref)v=ref[k],this.jobStatus(v.job.
options.id)==="RUNNING"&&(clearTimeout(v.timeout),clearTimeout(v.expiration),v.job.doDrop({message:options.dropErrorMessage}));return this._dropAllQueued(options.
dropErrorMessage),waitForExecuting(0)}))):this.schedule({priority:NUM_PRIORITIES$1-1,weight:0},()=>waitForExecuting(1)),this._receive=function(job){return job._reject(
new Bottleneck3.prototype.BottleneckError(options.enqueueErrorMessage))},this.stop=()=>this.Promise.reject(new Bottleneck3.prototype.BottleneckError("stop() has\
 already been called")),done}async _addToQueue(job){var args,blocked,error,options,reachedHWM,shifted,strategy;({args,options}=job);try{({reachedHWM,blocked,strategy}=
await this._store.__submit__(this.queued(),options.weight))}catch(error1){return error=error1,this.Events.trigger("debug",`Could not queue ${options.id}`,{args,
options,error}),job.doDrop({error}),!1}return blocked?(job.doDrop(),!0):reachedHWM&&(shifted=strategy===Bottleneck3.prototype.strategy.LEAK?this._queues.shiftLastFrom(
options.priority):strategy===Bottleneck3.prototype.strategy.OVERFLOW_PRIORITY?this._queues.shiftLastFrom(options.priority+1):strategy===Bottleneck3.prototype.strategy.
OVERFLOW?job:void 0,shifted?.doDrop(),shifted==null||strategy===Bottleneck3.prototype.strategy.OVERFLOW)?(shifted==null&&job.doDrop(),reachedHWM):(job.doQueue(reachedHWM,
blocked),this._queues.push(job),await this._drainAll(),reachedHWM)}_receive(job){return this._states.jobStatus(job.options.id)!=null?(job._reject(new Bottleneck3.
prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`)),!1):(job.doReceive(),this._submitLock.schedule(this._addToQueue,job))}submit(...args){
var cb,fn,job,options,ref,ref1,task;return typeof args[0]=="function"?(ref=args,[fn,...args]=ref,[cb]=splice.call(args,-1),options=parser$5.load({},this.jobDefaults)):
(ref1=args,[options,fn,...args]=ref1,[cb]=splice.call(args,-1),options=parser$5.load(options,this.jobDefaults)),task=(...args2)=>new this.Promise(function(resolve2,reject){
return fn(...args2,function(...args3){return(args3[0]!=null?reject:resolve2)(args3)})}),job=new Job$1(task,args,options,this.jobDefaults,this.rejectOnDrop,this.
Events,this._states,this.Promise),job.promise.then(function(args2){return typeof cb=="function"?cb(...args2):void 0}).catch(function(args2){return Array.isArray(
args2)?typeof cb=="function"?cb(...args2):void 0:typeof cb=="function"?cb(args2):void 0}),this._receive(job)}schedule(...args){var job,options,task;return typeof args[0]==
"function"?([task,...args]=args,options={}):[options,task,...args]=args,job=new Job$1(task,args,options,this.jobDefaults,this.rejectOnDrop,this.Events,this._states,
this.Promise),this._receive(job),job.promise}wrap(fn){var schedule,wrapped;return schedule=this.schedule.bind(this),wrapped=function(...args){return schedule(fn.
bind(this),...args)},wrapped.withOptions=function(options,...args){return schedule(options,fn,...args)},wrapped}async updateSettings(options={}){return await this.
_store.__updateSettings__(parser$5.overwrite(options,this.storeDefaults)),parser$5.overwrite(options,this.instanceDefaults,this),this}currentReservoir(){return this.
_store.__currentReservoir__()}incrementReservoir(incr=0){return this._store.__incrementReservoir__(incr)}}return Bottleneck3.default=Bottleneck3,Bottleneck3.Events=
Events$4,Bottleneck3.version=Bottleneck3.prototype.version=require$$8.version,Bottleneck3.strategy=Bottleneck3.prototype.strategy={LEAK:1,OVERFLOW:2,OVERFLOW_PRIORITY:4,
BLOCK:3},Bottleneck3.BottleneckError=Bottleneck3.prototype.BottleneckError=BottleneckError_1,Bottleneck3.Group=Bottleneck3.prototype.Group=Group_1,Bottleneck3.RedisConnection=
Bottleneck3.prototype.RedisConnection=require$$2,Bottleneck3.IORedisConnection=Bottleneck3.prototype.IORedisConnection=require$$3,Bottleneck3.Batcher=Bottleneck3.
prototype.Batcher=Batcher_1,Bottleneck3.prototype.jobDefaults={priority:DEFAULT_PRIORITY$1,weight:1,expiration:null,id:"<no-id>"},Bottleneck3.prototype.storeDefaults=
{maxConcurrent:null,minTime:0,highWater:null,strategy:Bottleneck3.prototype.strategy.LEAK,penalty:null,reservoir:null,reservoirRefreshInterval:null,reservoirRefreshAmount:null,
reservoirIncreaseInterval:null,reservoirIncreaseAmount:null,reservoirIncreaseMaximum:null},Bottleneck3.prototype.localStoreDefaults={Promise,timeout:null,heartbeatInterval:250},
Bottleneck3.prototype.redisStoreDefaults={Promise,timeout:null,heartbeatInterval:5e3,clientTimeout:1e4,Redis:null,clientOptions:{},clusterNodes:null,clearDatastore:!1,
connection:null},Bottleneck3.prototype.instanceDefaults={datastore:"local",connection:null,id:"<no-id>",rejectOnDrop:!0,trackDoneStatus:!1,Promise},Bottleneck3.
prototype.stopDefaults={enqueueErrorMessage:"This limiter has been stopped and cannot accept new jobs.",dropWaitingJobs:!0,dropErrorMessage:"This limiter has be\
en stopped."},Bottleneck3}).call(commonjsGlobal);var Bottleneck_1=Bottleneck2,lib=Bottleneck_1;return lib}))}});var dist_bundle_exports2={};__export(dist_bundle_exports2,{VERSION:()=>VERSION6,retry:()=>retry});function isRequestError(error){return error.request!==void 0}async function errorRequest(state,octokit,error,options){
if(!isRequestError(error)||!error?.request.request)throw error;if(error.status>=400&&!state.doNotRetry.includes(error.status)){let retries=options.request.retries!=
null?options.request.retries:state.retries,retryAfter=Math.pow((options.request.retryCount||0)+1,2);throw octokit.retry.retryRequest(error,retries,retryAfter)}throw error}
async function wrapRequest(state,octokit,request2,options){let limiter=new import_light.default;return limiter.on("failed",function(error,info){let maxRetries=~~error.
request.request?.retries,after=~~error.request.request?.retryAfter;if(options.request.retryCount=info.retryCount+1,maxRetries>info.retryCount)return after*state.
retryAfterBaseValue}),limiter.schedule(requestWithGraphqlErrorHandling.bind(null,state,octokit,request2),options)}async function requestWithGraphqlErrorHandling(state,octokit,request2,options){
let response=await request2(options);if(response.data&&response.data.errors&&response.data.errors.length>0&&/Something went wrong while executing your query/.test(
response.data.errors[0].message)){let error=new RequestError(response.data.errors[0].message,500,{request:options,response});return errorRequest(state,octokit,error,
options)}return response}function retry(octokit,octokitOptions){let state=Object.assign({enabled:!0,retryAfterBaseValue:1e3,doNotRetry:[400,401,403,404,410,422,
451],retries:3},octokitOptions.retry),retryPlugin={retry:{retryRequest:(error,retries,retryAfter)=>(error.request.request=Object.assign({},error.request.request,
{retries,retryAfter}),error)}};return state.enabled&&(octokit.hook.error("request",errorRequest.bind(null,state,retryPlugin)),octokit.hook.wrap("request",wrapRequest.
bind(null,state,retryPlugin))),retryPlugin}var import_light,VERSION6,init_dist_bundle6=__esm({"node_modules/@octokit/plugin-retry/dist-bundle/index.js"(){"use s\
trict";import_light=__toESM(require_light(),1);init_dist_src();VERSION6="0.0.0-development";retry.VERSION=VERSION6}});var dist_bundle_exports3={};__export(dist_bundle_exports3,{throttling:()=>throttling});function wrapRequest2(state,request2,options){return state.retryLimiter.schedule(
doRequest,state,request2,options)}async function doRequest(state,request2,options){let{pathname}=new URL(options.url,"http://github.test"),isAuth=isAuthRequest(
options.method,pathname),isWrite=!isAuth&&options.method!=="GET"&&options.method!=="HEAD",isSearch=options.method==="GET"&&pathname.startsWith("/search/"),isGraphQL=pathname.
startsWith("/graphql"),jobOptions=~~request2.retryCount>0?{priority:0,weight:0}:{};state.clustering&&(jobOptions.expiration=1e3*60),(isWrite||isGraphQL)&&await state.
write.key(state.id).schedule(jobOptions,noop3),isWrite&&state.triggersNotification(pathname)&&await state.notifications.key(state.id).schedule(jobOptions,noop3),
isSearch&&await state.search.key(state.id).schedule(jobOptions,noop3);let req=(isAuth?state.auth:state.global).key(state.id).schedule(jobOptions,request2,options);
if(isGraphQL){let res=await req;if(res.data.errors!=null&&res.data.errors.some(error=>error.type==="RATE_LIMITED"))throw Object.assign(new Error("GraphQL Rate L\
imit Exceeded"),{response:res,data:res.data})}return req}function isAuthRequest(method,pathname){return method==="PATCH"&&/^\/applications\/[^/]+\/token\/scoped$/.
test(pathname)||method==="POST"&&(/^\/applications\/[^/]+\/token$/.test(pathname)||/^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname)||pathname==="/l\
ogin/oauth/access_token")}function routeMatcher(paths){let regex2=`^(?:${paths.map(path2=>path2.split("/").map(c=>c.startsWith("{")?"(?:.+?)":c).join("/")).map(
r=>`(?:${r})`).join("|")})[^/]*$`;return new RegExp(regex2,"i")}function throttling(octokit,octokitOptions){let{enabled=!0,Bottleneck:Bottleneck2=import_light2.default,
id="no-id",timeout=1e3*60*2,connection}=octokitOptions.throttle||{};if(!enabled)return{};let common={timeout};typeof connection<"u"&&(common.connection=connection);
let state=Object.assign({clustering:connection!=null,triggersNotification,fallbackSecondaryRateRetryAfter:60,retryAfterBaseValue:1e3,id},octokitOptions.throttle);
if(typeof state.onSecondaryRateLimit!="function"||typeof state.onRateLimit!="function")throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);let initialized=!1,initializeBottleneck=()=>{if(initialized)return;initialized=!0,groups.global==null&&createGroups(Bottleneck2,common),state.global=state.
global??groups.global,state.auth=state.auth??groups.auth,state.search=state.search??groups.search,state.write=state.write??groups.write,state.notifications=state.
notifications??groups.notifications,state.retryLimiter=state.retryLimiter??new Bottleneck2;let events={},emitter=new Bottleneck2.Events(events);events.on("secon\
dary-limit",state.onSecondaryRateLimit),events.on("rate-limit",state.onRateLimit),events.on("error",e=>octokit.log.warn("Error in throttling-plugin limit handle\
r",e)),state.retryLimiter.on("failed",async function(error,info){let[state2,request2,options]=info.args,{pathname}=new URL(options.url,"http://github.test");if(!(pathname.
startsWith("/graphql")&&error.status!==401||error.status===403||error.status===429))return;let retryCount=~~request2.retryCount;request2.retryCount=retryCount,options.
request.retryCount=retryCount;let{wantRetry,retryAfter=0}=await(async function(){if(/\bsecondary rate\b/i.test(error.message)){let retryAfter2=Number(error.response.
headers["retry-after"])||state2.fallbackSecondaryRateRetryAfter;return{wantRetry:await emitter.trigger("secondary-limit",retryAfter2,options,octokit,retryCount),
retryAfter:retryAfter2}}if(error.response.headers!=null&&error.response.headers["x-ratelimit-remaining"]==="0"||(error.response.data?.errors??[]).some(error2=>error2.
type==="RATE_LIMITED")){let rateLimitReset=new Date(~~error.response.headers["x-ratelimit-reset"]*1e3).getTime(),retryAfter2=Math.max(Math.ceil((rateLimitReset-
Date.now())/1e3)+1,0);return{wantRetry:await emitter.trigger("rate-limit",retryAfter2,options,octokit,retryCount),retryAfter:retryAfter2}}return{}})();if(wantRetry)
return request2.retryCount++,retryAfter*state2.retryAfterBaseValue})};return octokit.hook.wrap("request",(request2,options)=>(initializeBottleneck(),wrapRequest2(
state,request2,options))),{}}var import_light2,VERSION7,noop3,triggers_notification_paths_default,regex,triggersNotification,groups,createGroups,init_dist_bundle7=__esm(
{"node_modules/@octokit/plugin-throttling/dist-bundle/index.js"(){"use strict";import_light2=__toESM(require_light(),1),VERSION7="0.0.0-development",noop3=()=>Promise.
resolve();triggers_notification_paths_default=["/orgs/{org}/invitations","/orgs/{org}/invitations/{invitation_id}","/orgs/{org}/teams/{team_slug}/discussions","\
/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments","/repos/{owner}/{repo}/collaborators/{username}","/repos/{owner}/{repo}/commits/{commit_\
sha}/comments","/repos/{owner}/{repo}/issues","/repos/{owner}/{repo}/issues/{issue_number}/comments","/repos/{owner}/{repo}/issues/{issue_number}/sub_issue","/r\
epos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority","/repos/{owner}/{repo}/pulls","/repos/{owner}/{repo}/pulls/{pull_number}/comments","/repos/{owner\
}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies","/repos/{owner}/{repo}/pulls/{pull_number}/merge","/repos/{owner}/{repo}/pulls/{pull_number}/request\
ed_reviewers","/repos/{owner}/{repo}/pulls/{pull_number}/reviews","/repos/{owner}/{repo}/releases","/teams/{team_id}/discussions","/teams/{team_id}/discussions/\
{discussion_number}/comments"];regex=routeMatcher(triggers_notification_paths_default),triggersNotification=regex.test.bind(regex),groups={},createGroups=function(Bottleneck2,common){
groups.global=new Bottleneck2.Group({id:"octokit-global",maxConcurrent:10,...common}),groups.auth=new Bottleneck2.Group({id:"octokit-auth",maxConcurrent:1,...common}),
groups.search=new Bottleneck2.Group({id:"octokit-search",maxConcurrent:1,minTime:2e3,...common}),groups.write=new Bottleneck2.Group({id:"octokit-write",maxConcurrent:1,
minTime:1e3,...common}),groups.notifications=new Bottleneck2.Group({id:"octokit-notifications",maxConcurrent:1,minTime:3e3,...common})};throttling.VERSION=VERSION7;
throttling.triggersNotification=triggersNotification}});var InputError=class extends Error{constructor(message){super(message),this.name="InputError"}};var OPTIONS=[{name:"stack",of:"preview"},{name:"state",of:"preview"},{name:"fixtures",of:"preview"},{name:"register",of:"both"},{name:"settings",of:"both"},{name:"\
baseline",of:"both"},{name:"base",of:"both"},{name:"fail-on",of:"both"},{name:"as-of",of:"both"}];function readInputs(environment){let text=name=>(environment[`\
INPUT_${name.toUpperCase()}`]??"").trim(),command=text("command")||"preview";if(command!=="check"&&command!=="preview")throw new InputError(`command: ${command}\
 is not known; give check or preview.`);let given=OPTIONS.map(({name,of})=>({name,of,value:text(name)})).filter(({value})=>value!==""),other=given.find(({of})=>of===
"preview"&&command!=="preview");if(other)throw new InputError(`${other.name}: is for command: preview; ${command} judges the files it is given.`);let files=lines(
text("files"));return checkFiles(files,command),{command,directory:text("directory")||".",files,options:given.map(({name,value})=>[name,value]),strict:flag("str\
ict",text("strict"),!1),reports:lines(text("reports")),comment:flag("comment",text("comment"),!0),annotations:flag("annotations",text("annotations"),!0),sarif:flag(
"sarif",text("sarif"),!1),token:text("token"),patience:seconds(text("patience"))}}function checkFiles(files,command){if(command==="check"&&files.length===0)throw new InputError(
"files: is missing; name what pulumi preview --json --show-sames wrote, one file a line.");if(command==="preview"&&files.length>0)throw new InputError("files: i\
s for command: check; preview runs the program itself.");if(files.includes("-"))throw new InputError("files: - stands for stdin, and a workflow's step has none.")}
function lines(text){return text.split(/\r?\n/).map(line=>line.trim()).filter(line=>line!=="")}function flag(name,text,byDefault){if(text==="")return byDefault;
let word=text.toLowerCase();if(word!=="true"&&word!=="false")throw new InputError(`${name}: ${text} is neither true nor false.`);return word==="true"}var MOST_PATIENCE=43200;
function seconds(text){let value=text===""?120:Number(text);if(!/^\d*$/.test(text)||value>MOST_PATIENCE)throw new InputError(`patience: ${text} is no whole numb\
er of seconds up to ${MOST_PATIENCE}.`);return value}var import_node_child_process=require("node:child_process"),fs=__toESM(require("node:fs")),os=__toESM(require("node:os")),path=__toESM(require("node:path"));var COUNTS=["errors","warnings","undetermined","waived"],COMMAND=path.join(__dirname,"leasehold.js");async function runLeasehold(inputs,run,environment,runner2){
let folder=path.resolve(run.workspace,inputs.directory);if(!fs.statSync(folder,{throwIfNoEntry:!1})?.isDirectory())throw new InputError(`directory: ${inputs.directory}\
 is no folder of the workspace; is the repository checked out?`);let scratch=fs.mkdtempSync(path.join(environment.RUNNER_TEMP||os.tmpdir(),"leasehold-")),file=name=>path.join(
scratch,name),args=commandLine(inputs,file),ended=await runner2.quote(print=>execute(args,folder,withoutSecrets(environment),print));return ended.code!==0&&ended.
code!==1?{code:2,said:ended.said}:{code:ended.code,counts:readCounts(file("report.json")),markdown:fs.readFileSync(file("report.md"),"utf8"),annotations:fs.readFileSync(
file("annotations.txt"),"utf8"),sarifFile:file("leasehold.sarif"),jsonFile:file("report.json")}}function commandLine(inputs,file){return[inputs.command,...inputs.
options.map(([name,value])=>`--${name}=${value}`),...inputs.strict?["--strict"]:[],`--report=json=${file("report.json")}`,`--report=markdown=${file("report.md")}`,
`--report=github=${file("annotations.txt")}`,`--report=sarif=${file("leasehold.sarif")}`,...inputs.reports.map(report=>`--report=${report}`),"--",...inputs.command===
"check"?inputs.files:["."]]}function withoutSecrets(environment){let kept=Object.entries(environment).filter(([name])=>!/^(INPUT_|ACTIONS_)|TOKEN$/i.test(name));
return{...Object.fromEntries(kept),NO_COLOR:"1"}}var KEPT=8e3;function execute(args,folder,environment,print){return new Promise((resolve2,reject)=>{let child=(0,import_node_child_process.spawn)(
process.execPath,[COMMAND,...args],{cwd:folder,env:environment,stdio:["ignore","pipe","pipe"]}),said="";child.stdout.setEncoding("utf8").on("data",print),child.
stderr.setEncoding("utf8").on("data",text=>{said=`${said}${text}`.slice(-KEPT),print(text)});let stop=signal=>{child.kill(signal)};process.once("SIGINT",stop).once(
"SIGTERM",stop),child.once("error",reject),child.once("close",(code,signal)=>{process.off("SIGINT",stop).off("SIGTERM",stop),resolve2({code,said:signal===null?said:
`${said}
leasehold was ended by ${signal}.`})})})}function readCounts(file){let{summary}=JSON.parse(fs.readFileSync(file,"utf8"));return{errors:summary.errors,warnings:summary.
warnings,undetermined:summary.undetermined,waived:summary.waived}}function plainText(text){return text.replace(UNSAFE,character=>{let digits=(character.codePointAt(0)??0).toString(16).padStart(4,"0");return digits.length>4?`\\u\
{${digits}}`:`\\u${digits}`})}var UNSAFE=/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;function apiFailure(error){if(error instanceof Error&&error.name==="GraphqlResponseError")return{kind:"refused",why:`GitHub answered ${words(error.message)}`};if(!isThrown(
error))return;let{status,message,response}=error,headers=response?.headers??{};return status===429||/\brate limit\b/i.test(message)||status===403&&headers["x-ra\
telimit-remaining"]==="0"?{kind:"rate-limit",why:"GitHub's rate limit asks to wait longer than this step may (input patience)"}:status===403?{kind:"read-only",why:`\
the token may not do that (403 ${words(message)})`}:status===404?{kind:"not-found",why:`GitHub shows the token no such thing (404 ${words(message)})`}:status>=500||
response===void 0?{kind:"unavailable",why:`GitHub could not be reached or is out of order (${words(message)})`}:{kind:"refused",why:`GitHub refused it (${status}\
 ${words(message)})`}}function isThrown(error){return error instanceof Error&&"status"in error&&typeof error.status=="number"}function words(message){let line=plainText(
message.split(/\r?\n/)[0]??"").replace(/<[^>]{0,200}>/g," ");return line.length>160?`${line.slice(0,160)}\u2026`:line}var AnswerError=class extends Error{constructor(message){super(message),this.name="AnswerError"}};function boundedFetch(origin){return async(input,init)=>{let url=new URL(
input instanceof Request?input.url:input);if(url.origin!==origin)throw new AnswerError(`the answer leads to another server, ${url.origin}`);let response=await fetch(
input,{...init,signal:AbortSignal.timeout(3e4)}),bytes=await readAll(response);return response.ok&&isJson(response)&&checkJson(bytes),new Response(bytes.length===
0?null:bytes,{status:response.status,headers:response.headers})}}async function readAll(response){let chunks=[],length=0;for await(let chunk of response.body??[]){
if(length+=chunk.length,length>5e7)throw new AnswerError("the answer has more than 50000000 bytes");chunks.push(chunk)}return new Uint8Array(Buffer.concat(chunks))}
function isJson(response){return/^application\/([\w.+-]+\+)?json\b/i.test(response.headers.get("content-type")??"")}function checkJson(bytes){try{JSON.parse(Buffer.
from(bytes).toString("utf8"))}catch(error){throw error instanceof SyntaxError?new AnswerError("the answer is no JSON"):error}}var fs2=__toESM(require("node:fs")),import_node_zlib=require("node:zlib");var MOST_BYTES=1e7;async function uploadSarif(api,run,file){if(run.commit===void 0||run.ref===void 0)throw new InputError("sarif: GITHUB_SHA and GITHUB_REF name\
 no commit to upload for.");let packed=(0,import_node_zlib.gzipSync)(fs2.readFileSync(file));if(packed.length>MOST_BYTES)throw new InputError("sarif: the file i\
s larger than the 10 MB that GitHub takes.");await api.request("POST /repos/{owner}/{repo}/code-scanning/sarifs",{owner:run.owner,repo:run.repository,commit_sha:run.
commit,ref:run.ref,sarif:packed.toString("base64")})}var import_node_crypto=require("node:crypto");function markdownText(text){return plainText(text).replace(LIVE,found=>`${found}${ZERO_WIDTH_SPACE}`).replace(MEANINGFUL,reference)}var ZERO_WIDTH_SPACE="\u200B",LIVE=/@|#(?=\d)|GH-(?=\d)|:(?=\/\/)|www(?=\.)|:(?=[\w+-]+:)/gi;var MEANINGFUL=/[&<>|`*_~[\]\\@$\u200b]/g;function reference(character){return`&#${character.charCodeAt(0)};`}var MARKER=/^<!-- leasehold-report project=[^\s<>]* stack=[^\s<>]* -->$/;function keyOf(markdown,job){let marker=firstLines(markdown)[0];if(!MARKER.test(marker))
throw new Error("the report in Markdown does not begin with its marker");return{marker,job}}function jobLine(parts){return`<!-- leasehold-job ${(0,import_node_crypto.createHash)(
"sha256").update(JSON.stringify(parts)).digest("hex").slice(0,32)} -->`}function commentBody(markdown,{marker,job}){return`${marker}
${job}${markdown.slice(marker.length).trimEnd()}
`}function failedBody(marker,job,said){return`${marker}
${job}

${failedText(said)}
`}function failedText(said){return["## Leasehold: this could not be judged","**Nothing is known about this change**: what an earlier run found may no longer hol\
d.",`<pre>${(said.trim()===""?["It said nothing; the log may say more."]:said.trim().split(/\r?\n/).slice(-40)).map(line=>markdownText(line)).join(`
`)}</pre>`].join(`

`)}function hasMarker(body,marker){return firstLines(body)[0]===marker}function markerOfJob(body,job){let[first,second]=firstLines(body);return second===job&&MARKER.
test(first)?first:void 0}function sameContent(one,other){return comparable(one)===comparable(other)}function comparable(body){return body.replaceAll(`\r
`,`
`).replace(/\]\(([^()\s]*\/actions\/runs\/)\d+\)/g,"]($1)").trimEnd()}function firstLines(body){let[first="",second=""]=body.split(`
`,2);return[first.replace(/\r$/,""),second.replace(/\r$/,"")]}var RETRIES=2;async function openGithub({url,token,patience,say}){let{Octokit:Octokit2}=await Promise.resolve().then(()=>(init_dist_src2(),dist_src_exports)),{paginateRest:paginateRest2}=await Promise.resolve().then(()=>(init_dist_bundle5(),dist_bundle_exports)),
{retry:retry2}=await Promise.resolve().then(()=>(init_dist_bundle6(),dist_bundle_exports2)),{throttling:throttling2}=await Promise.resolve().then(()=>(init_dist_bundle7(),dist_bundle_exports3)),
left=patience,wait=kind=>seconds2=>seconds2>left?!1:(left-=seconds2,say(`GitHub's ${kind} rate limit: waiting ${seconds2} s, as it asks.`),!0),silent=()=>{};return new(Octokit2.
plugin(nameSecondaryLimits,retry2,throttling2,paginateRest2))({auth:token,baseUrl:url,userAgent:"leasehold-action",log:{debug:silent,info:silent,warn:silent,error:silent},
request:{fetch:boundedFetch(new URL(url).origin)},retry:{retries:RETRIES,doNotRetry:[400,401,403,404,409,410,413,422,429,451]},throttle:{onRateLimit:wait("prima\
ry"),onSecondaryRateLimit:wait("secondary")}})}function nameSecondaryLimits(octokit){return octokit.hook.error("request",error=>{let failure=error;throw(failure.
status===403||failure.status===429)&&failure.response?.headers?.["retry-after"]!==void 0&&!/\bsecondary rate\b/i.test(failure.message)&&(failure.message=`${failure.
message} (secondary rate limit)`),error}),{}}async function writeComment(api,conversation,markdown,key){let body=commentBody(markdown,key),find=()=>findOwn(api,conversation,comment2=>hasMarker(comment2.body,
key.marker)),found=await find();if(found)return replace(api,conversation,found,body);try{return await add(api,conversation,body)}catch(error){if(apiFailure(error)?.
kind!=="unavailable")throw error;let added=await find();return added?replace(api,conversation,added,body):add(api,conversation,body)}}async function writeFailure(api,conversation,job,said){
let found=await findOwn(api,conversation,({body})=>markerOfJob(body,job)!==void 0),marker=found&&markerOfJob(found.body,job);if(!(!found||marker===void 0))return replace(
api,conversation,found,failedBody(marker,job,said))}async function findOwn(api,conversation,isWanted){let{viewer}=await api.graphql("query { viewer { login } }");
if(typeof viewer?.login!="string")throw new AnswerError("GitHub does not say whose token this is");let pages=api.paginate.iterator("GET /repos/{owner}/{repo}/is\
sues/{issue_number}/comments",{...conversation,per_page:100});for await(let{data}of pages){let comments=data;if(!Array.isArray(comments))throw new AnswerError("\
GitHub's list of comments is none");for(let entry of comments){let comment2=ownComment(entry,viewer.login);if(comment2&&isWanted(comment2))return comment2}}}function ownComment(entry,login){
if(!(entry?.user?.login!==login||typeof entry.id!="number"||typeof entry.body!="string"))return{id:entry.id,body:entry.body,url:addressOf(entry)}}function addressOf({
html_url}){return typeof html_url=="string"&&/^https?:\/\/\S+$/.test(html_url)?html_url:""}async function replace(api,at,found,body){if(sameContent(found.body,body))
return{url:found.url,did:"left as it is"};let{owner,repo}=at;try{let path2="PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",{data}=await api.request(path2,
{owner,repo,comment_id:found.id,body});return{url:addressOf(data)||found.url,did:"updated"}}catch(error){if(apiFailure(error)?.kind!=="not-found")throw error;return add(
api,at,body)}}async function add(api,conversation,body){let path2="POST /repos/{owner}/{repo}/issues/{issue_number}/comments",{data}=await api.request(path2,{...conversation,
body,request:{retries:0}});return{url:addressOf(data),did:"added"}}async function publish(judgement,inputs,run,runner2){if(judgement.code===2?runner2.summarise(failedText(judgement.said)):runner2.summarise(judgement.markdown),judgement.
code!==2&&inputs.annotations&&runner2.annotations(judgement.annotations),!(inputs.comment||inputs.sarif&&judgement.code!==2))return;if(inputs.token===""){(run.pullRequest!==
void 0||inputs.sarif)&&tell("token: is empty, so GitHub is told nothing","warning",runner2);return}let say=message=>runner2.say(message),api=await openGithub({url:run.
apiUrl,token:inputs.token,patience:inputs.patience,say});inputs.comment&&await attempt("The comment was not written",runner2,()=>comment(api,judgement,inputs,run,
runner2)),inputs.sarif&&judgement.code!==2&&await attempt("The findings were not uploaded to code scanning",runner2,()=>uploadSarif(api,run,judgement.sarifFile))}
async function comment(api,judgement,inputs,run,runner2){if(run.pullRequest===void 0){runner2.say("No comment: this run is about no pull request.");return}let conversation={
owner:run.owner,repo:run.repository,issue_number:run.pullRequest},job=jobLine([...run.job,inputs.command,inputs.directory,inputs.files,inputs.options]),written=judgement.
code===2?await writeFailure(api,conversation,job,judgement.said):await writeComment(api,conversation,judgement.markdown,keyOf(judgement.markdown,job));written&&
(runner2.say(`The comment was ${written.did}: ${written.url}`),runner2.output("comment-url",written.url))}async function attempt(what,runner2,act){try{await act()}catch(error){
let failure=apiFailure(error);if(failure===void 0&&!(error instanceof AnswerError)&&!(error instanceof InputError))throw error;let why=failure?.why??error.message;
tell(`${what}: ${why}`,failure?.kind==="read-only"?"notice":"warning",runner2)}}function tell(text,level,runner2){runner2.annotate(level,`${text}. The report is\
 in the job's summary.`)}var import_node_crypto2=require("node:crypto"),fs3=__toESM(require("node:fs"));function escapeCommandLines(lines2){return lines2.map(line=>plainText(line).replaceAll("%","%25")).join("%0A")}var MOST_ANNOTATIONS=10,RunnerFiles=class{constructor(environment,print){this.environment=environment;this.print=print}environment;print;say(text){this.quote(print=>print(
`${text}
`))}annotate(level,message){this.print(`::${level} title=Leasehold::${escapeCommandLines(message.split(`
`))}
`)}annotations(commands){let left=new Map,shown=commands.split(`
`).filter(line=>{let level=/^::(error|warning|notice) /.exec(line)?.[1];return level===void 0?!1:(left.set(level,(left.get(level)??MOST_ANNOTATIONS)-1),(left.get(
level)??0)>=0)});this.print(shown.map(line=>`${line}
`).join(""))}quote(write){let word=(0,import_node_crypto2.randomUUID)();this.print(`::stop-commands::${word}
`);let end=()=>this.print(`
::${word}::
`),pending=!1;try{let result=write(this.print);return result instanceof Promise?(pending=!0,result.finally(end)):result}finally{pending||end()}}output(name,value){
let mark=(0,import_node_crypto2.randomUUID)();this.append("GITHUB_OUTPUT",`${name}<<${mark}
${value}
${mark}
`)}summarise(markdown){this.append("GITHUB_STEP_SUMMARY",`${markdown.trimEnd()}

`)}append(variable,text){let file=this.environment[variable];if(file)try{fs3.appendFileSync(file,text)}catch(error){let reason=error instanceof Error?error.message:
String(error);this.annotate("warning",`${variable} cannot be written: ${reason}`)}}};var fs4=__toESM(require("node:fs"));function readWorkflowRun(environment){let[owner="",repository="",...rest]=(environment.GITHUB_REPOSITORY??"").split("/");if(!NAME.test(owner)||!NAME.test(repository)||
rest.length>0)throw new InputError("GITHUB_REPOSITORY names no repository: this runs as a step of a GitHub workflow.");return{apiUrl:apiUrl(environment.GITHUB_API_URL||
"https://api.github.com"),owner,repository,event:environment.GITHUB_EVENT_NAME??"",pullRequest:pullRequest(environment.GITHUB_EVENT_PATH),commit:matching(environment.
GITHUB_SHA,/^[0-9a-f]{40}([0-9a-f]{24})?$/),ref:matching(environment.GITHUB_REF,/^refs\/[^\s]+$/),workspace:environment.GITHUB_WORKSPACE||process.cwd(),job:[environment.
GITHUB_WORKFLOW??"",environment.GITHUB_JOB??""]}}var NAME=/^(?!\.{1,2}$)[\w.-]+$/;function apiUrl(text){let url=URL.canParse(text)?new URL(text):void 0,local=url?.
protocol==="http:"&&["127.0.0.1","[::1]","localhost"].includes(url.hostname);if(url===void 0||url.protocol!=="https:"&&!local)throw new InputError(`GITHUB_API_U\
RL is ${text}: an https address is needed.`);return`${url.origin}${url.pathname}`.replace(/\/+$/,"")}var MOST_EVENT_BYTES=25e6;function pullRequest(file){if(!file||
!fs4.existsSync(file)||fs4.statSync(file).size>MOST_EVENT_BYTES)return;let payload=parsed(fs4.readFileSync(file,"utf8")),number=memberOf(memberOf(payload,"pull_\
request"),"number");return typeof number=="number"&&Number.isSafeInteger(number)&&number>0?number:void 0}function parsed(text){try{return JSON.parse(text)}catch(error){
throw error instanceof SyntaxError?new InputError("GITHUB_EVENT_PATH holds no JSON."):error}}function memberOf(value,key){return typeof value=="object"&&value!==
null&&Object.hasOwn(value,key)?value[key]:void 0}function matching(text,pattern){return text!==void 0&&pattern.test(text)?text:void 0}async function main(runner2){let inputs=readInputs(process.env),run=readWorkflowRun(process.env);if(run.event==="pull_request_target"&&inputs.command==="preview")
throw new InputError("command: preview runs the pull request's own code, which on: pull_request_target would hand it a token that may write. Use on: pull_reques\
t.");let judgement=await runLeasehold(inputs,run,process.env,runner2);if(runner2.output("exit-code",String(judgement.code)),judgement.code!==2){for(let name of COUNTS)
runner2.output(name,String(judgement.counts[name]));runner2.output("sarif-file",judgement.sarifFile),runner2.output("json-file",judgement.jsonFile)}return await publish(
judgement,inputs,run,runner2).catch(error=>{runner2.annotate("warning",`GitHub was not told everything: ${messageOf(error)}. The report is in the job's summary.`)}),
judgement.code===2&&runner2.annotate("error",`Nothing could be judged.
${judgement.said.trim()}`),judgement.code}function messageOf(error){return error instanceof Error?error.message:String(error)}var runner=new RunnerFiles(process.
env,text=>{process.stdout.write(text)});main(runner).then(code=>{process.exitCode=code},error=>{runner.annotate("error",error instanceof InputError?error.message:
`unexpected: ${messageOf(error)}`),runner.output("exit-code","2"),process.exitCode=2});
